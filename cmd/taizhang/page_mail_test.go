package main

import (
	"encoding/base64"
	"io"
	"mime"
	"mime/multipart"
	"net/mail"
	"strings"
	"testing"
)

// draftOf is to whom a draft of a mail is, and what is attached to it, by name.
func draftOf(t *testing.T, text string) (*mail.Address, map[string][]byte) {
	t.Helper()
	m, err := mail.ReadMessage(strings.NewReader(text))
	must(t, err)
	to, err := mail.ParseAddress(m.Header.Get("To"))
	must(t, err)
	_, with, err := mime.ParseMediaType(m.Header.Get("Content-Type"))
	must(t, err)
	files := map[string][]byte{}
	for parts := multipart.NewReader(m.Body, with["boundary"]); ; {
		part, err := parts.NextPart()
		if err == io.EOF {
			return to, files
		}
		must(t, err)
		data, err := io.ReadAll(base64.NewDecoder(base64.StdEncoding, part))
		must(t, err)
		if name := part.FileName(); name != "" {
			files[name] = data
		}
	}
}

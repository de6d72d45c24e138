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
	if err != nil {
		t.Fatal(err)
	}
	to, err := mail.ParseAddress(m.Header.Get("To"))
	if err != nil {
		t.Fatal(err)
	}
	_, with, err := mime.ParseMediaType(m.Header.Get("Content-Type"))
	if err != nil {
		t.Fatal(err)
	}
	files := map[string][]byte{}
	for parts := multipart.NewReader(m.Body, with["boundary"]); ; {
		part, err := parts.NextPart()
		if err == io.EOF {
			return to, files
		}
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(base64.NewDecoder(base64.StdEncoding, part))
		if err != nil {
			t.Fatal(err)
		}
		if name := part.FileName(); name != "" {
			files[name] = data
		}
	}
}

package reader

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/richardlehane/mscfb"

	"github.com/taizhang/taizhang"
)

// msgStream begins the name of a property's stream in a mail of Outlook; its number
// and type follow in hex.
const msgStream = "__substg1.0_"

// The properties of a mail that are wanted, by number.
const (
	msgBody      = "1000"
	msgHTML      = "1013"
	msgData      = "3701"
	msgLongName  = "3707"
	msgShortName = "3704"
	msgShownName = "3001"
)

// isMSG knows a mail that Outlook saved by the streams that every one has.
func isMSG(data []byte) bool {
	if !isOLE(data) {
		return false
	}
	streams, _ := oleStreams(data)
	_, properties := streams["__properties_version1.0"]
	_, names := streams["__nameid_version1.0"]
	return properties && names
}

// msg expands a mail of Outlook: its body is one source, each attachment another.
func (x *expander) msg(name string, data []byte, depth int) (err error) {
	defer func() {
		if r := recover(); r != nil { // the library meets bytes of anybody's making
			err = damagedMSG(name, fmt.Errorf("%v", r))
		}
	}()
	r, err := mscfb.New(bytes.NewReader(data))
	if err != nil {
		return damagedMSG(name, err)
	}
	body := map[string]string{} // properties of the mail
	var order []string          // of attachments
	attached := map[string]map[string]string{}
	for f, err := r.Next(); err != io.EOF; f, err = r.Next() {
		if err != nil {
			return damagedMSG(name, err)
		}
		property, ok := strings.CutPrefix(f.Name, msgStream)
		if !ok || len(property) != 8 || f.Size < 0 || f.Size > int64(len(data)) {
			continue
		}
		into := body
		switch {
		case len(f.Path) == 1 && strings.HasPrefix(f.Path[0], "__attach_"):
			if into = attached[f.Path[0]]; into == nil {
				into = map[string]string{}
				attached[f.Path[0]] = into
				order = append(order, f.Path[0])
			}
		case len(f.Path) > 0:
			continue // of a mail within, or of those it went to
		}
		if property[4:] == "000D" {
			continue // a storage, with a mail in it
		}
		value, err := io.ReadAll(io.LimitReader(f, f.Size))
		if err != nil {
			return damagedMSG(name, err)
		}
		number := property[:4]
		switch property[4:] {
		case "001F":
			into[number] = strings.TrimRight(fromUTF16(value, binary.LittleEndian), "\x00")
		case "001E":
			text, _, _ := decode(bytes.TrimRight(value, "\x00"), "gbk")
			into[number] = text
		default:
			into[number] = string(value)
		}
	}
	x.msgBody(name, body)
	slices.Sort(order)
	seen := map[string]int{}
	for _, at := range order {
		a := attached[at]
		file := entryName(or(or(a[msgLongName], a[msgShortName]), or(a[msgShownName], "attachment")))
		file = unrepeated(seen, file[strings.LastIndexByte(file, '/')+1:])
		if x.stop() {
			break
		}
		if _, whole := a[msgData]; !whole {
			x.emit(Item{Name: name + inner + file, Err: unsupportedMail(name+inner+file, "this is a mail within a mail of Outlook")})
			continue
		}
		x.entry(name+inner+file, depth, func() ([]byte, error) { return x.unpack(name+inner+file, strings.NewReader(a[msgData]), 0) })
	}
	return nil
}

// msgBody takes the text of the mail: HTML, which has the tables, else the plain one.
func (x *expander) msgBody(name string, body map[string]string) {
	file, text := "body.html", strings.TrimRight(body[msgHTML], "\x00")
	if strings.TrimSpace(text) == "" {
		file, text = "body.txt", body[msgBody]
	}
	if strings.TrimSpace(text) != "" {
		x.entries--
		x.emit(Item{Name: name + inner + file, Data: []byte(text)})
	}
}

func damagedMSG(name string, err error) error {
	return &taizhang.Error{Kind: taizhang.Malformed, Path: name, What: "the mail is damaged", Err: err, Remedy: "save it again in Outlook, or save what is attached and give the files"}
}

func unsupportedMail(name, what string) error {
	return &taizhang.Error{Kind: taizhang.Unsupported, Path: name, What: what, Remedy: "open it in Outlook, save what is attached, and give the files"}
}

// isTNEF knows winmail.dat, in which Outlook packs what others can't open.
func isTNEF(data []byte) bool { return bytes.HasPrefix(data, []byte("\x78\x9f\x3e\x22")) }

func refuseTNEF(in input) (*taizhang.Document, error) {
	return nil, unsupportedMail(in.src.Name, "this is a winmail.dat of Outlook")
}

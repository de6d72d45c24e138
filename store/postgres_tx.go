package store

import (
	"bytes"
	"context"
	"encoding/binary"
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgtype"
)

// pgTx is a [Tx] on a connection to PostgreSQL.
type pgTx struct {
	tx   pgx.Tx
	id   string // the server's for it, where it wrote before its turn
	copy []byte // scratch
}

func (t *pgTx) Exec(ctx context.Context, query string, args ...any) error {
	if _, err := t.tx.Exec(ctx, query, args...); err != nil {
		return fmt.Errorf("%w in %.60q", err, query)
	}
	return nil
}

func (t *pgTx) Query(ctx context.Context, query string, each func(Row) error, args ...any) error {
	rows, err := t.tx.Query(ctx, query, args...)
	if err == nil {
		defer rows.Close()
		row := make(Row, len(rows.FieldDescriptions()))
		for rows.Next() {
			if err := decode(row, rows.RawValues(), rows.FieldDescriptions()); err != nil {
				return err
			}
			if err := each(row); err != nil {
				return err
			}
		}
		err = rows.Err()
	}
	if err != nil {
		return fmt.Errorf("%w in %.60q", err, query)
	}
	return nil
}

// decode reads values in either of the formats that the server sends.
func decode(row Row, raw [][]byte, fields []pgconn.FieldDescription) error {
	for i, b := range raw {
		f := &fields[i]
		binaryFormat := f.Format == pgtype.BinaryFormatCode
		switch {
		case b == nil:
			row[i] = nil
		case f.DataTypeOID == pgtype.TextOID || f.DataTypeOID == pgtype.NameOID || f.DataTypeOID == pgtype.VarcharOID:
			row[i] = string(b)
		case f.DataTypeOID == pgtype.Int8OID && binaryFormat:
			row[i] = int64(binary.BigEndian.Uint64(b))
		case f.DataTypeOID == pgtype.Int4OID && binaryFormat:
			row[i] = int64(int32(binary.BigEndian.Uint32(b)))
		case f.DataTypeOID == pgtype.Float8OID && binaryFormat:
			row[i] = math.Float64frombits(binary.BigEndian.Uint64(b))
		case f.DataTypeOID == pgtype.Int8OID || f.DataTypeOID == pgtype.Int4OID:
			n, err := strconv.ParseInt(string(b), 10, 64)
			if err != nil {
				return err
			}
			row[i] = n
		case f.DataTypeOID == pgtype.Float8OID:
			x, err := strconv.ParseFloat(string(b), 64)
			if err != nil {
				return err
			}
			row[i] = x
		default:
			return fmt.Errorf("column %s has the type %d, which the store does not read", f.Name, f.DataTypeOID)
		}
	}
	return nil
}

// copyHeader is how PostgreSQL's binary COPY format begins: signature, flags, length of an extension.
const copyHeader = "PGCOPY\n\xff\r\n\x00" + "\x00\x00\x00\x00" + "\x00\x00\x00\x00"

// Bulk writes the binary format itself: pgx would look up how to encode each of the
// 15,000 values of a notice.
func (t *pgTx) Bulk(ctx context.Context, table string, columns []string, values ...[]any) error {
	b := append(t.copy[:0], copyHeader...)
	rows := 0
	for _, chunk := range values {
		for i, v := range chunk {
			if i%len(columns) == 0 {
				rows++
				b = binary.BigEndian.AppendUint16(b, uint16(len(columns)))
			}
			switch v := v.(type) {
			case nil:
				b = binary.BigEndian.AppendUint32(b, math.MaxUint32)
			case int64:
				b = binary.BigEndian.AppendUint64(binary.BigEndian.AppendUint32(b, 8), uint64(v))
			case float64:
				b = binary.BigEndian.AppendUint64(binary.BigEndian.AppendUint32(b, 8), math.Float64bits(v))
			case string:
				if strings.IndexByte(v, 0) >= 0 {
					return fmt.Errorf("%s.%s: the text %.40q has a NUL, which PostgreSQL can't store", table, columns[i%len(columns)], v)
				}
				b = append(binary.BigEndian.AppendUint32(b, uint32(len(v))), v...)
			case []int32:
				b = appendArray(b, v)
			default:
				return fmt.Errorf("%s.%s: a value of type %T", table, columns[i%len(columns)], v)
			}
		}
	}
	t.copy = b
	if rows == 0 {
		return nil
	}
	b = binary.BigEndian.AppendUint16(b, math.MaxUint16)
	_, err := t.tx.Conn().PgConn().CopyFrom(ctx, bytes.NewReader(b), "COPY "+table+" ("+strings.Join(columns, ",")+") FROM STDIN BINARY")
	return err
}

// appendArray writes numbers as a one-dimensional array of integer.
func appendArray(b []byte, v []int32) []byte {
	for _, n := range []uint32{uint32(20 + 8*len(v)), 1, 0, pgtype.Int4OID, uint32(len(v)), 1} { // bytes, dimensions, nulls, type, length, first index
		b = binary.BigEndian.AppendUint32(b, n)
	}
	for _, n := range v {
		b = binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(b, 4), uint32(n))
	}
	return b
}

package store

import (
	"errors"
	"io"
	"net"
	"strings"
	"syscall"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/taizhang/taizhang"
)

// The codes by which the server says what went wrong.
const (
	invalidAuthorization = "28000"
	invalidPassword      = "28P01"
	noDatabase           = "3D000"
	noSchema             = "3F000"
	readOnlyTransaction  = "25006"
	serializationFailure = "40001"
	deadlockDetected     = "40P01"
	uniqueViolation      = "23505"
	noPrivilege          = "42501"
	diskFull             = "53100"
	outOfMemory          = "53200"
	tooManyConnections   = "53300"
	tooLarge             = "54000"
	lockNotAvailable     = "55P03"
	queryCanceled        = "57014"
	adminShutdown        = "57P01"
	crashShutdown        = "57P02"
	cannotConnectNow     = "57P03"
	idleInTransaction    = "25P03"
	internalError        = "XX000"
	dataCorrupted        = "XX001"
	indexCorrupted       = "XX002"
)

// pgFaults says what the server's codes mean to a user; what is not in it is reported
// with the server's own words.
var pgFaults = map[string]taizhang.Error{
	invalidAuthorization: {What: "the server does not let this user in", Remedy: "correct user and password in the address, or ask who runs the server"},
	invalidPassword:      {What: "the server refuses the password", Remedy: "correct user and password in the address, or in PGPASSWORD or ~/.pgpass"},
	noDatabase:           {What: "there is no such database", Remedy: "make it with `createdb --encoding UTF8 NAME`, or correct the address"},
	noSchema:             {What: "there is no such schema", Remedy: "create it, or correct search_path in the address"},
	readOnlyTransaction:  {What: "the database can't be written: it is a standby, or set to read only", Remedy: "name the primary server, or read only"},
	serializationFailure: meanwhile,
	deadlockDetected:     meanwhile,
	uniqueViolation:      meanwhile,
	noPrivilege:          {What: "no right to do this in the database", Remedy: "ask its owner for CREATE on the schema, or for a database of your own"},
	diskFull:             {What: "the server's disk is full", Remedy: "free some space and run it again: what was stored before stays"},
	outOfMemory:          {Kind: taizhang.TooLarge, What: "the server is out of memory", Remedy: "try again when it has less to do"},
	tooManyConnections:   {What: "the server has too many connections", Remedy: "run fewer programs at a time, set pool_max_conns in the address, or raise max_connections"},
	tooLarge:             {Kind: taizhang.TooLarge, What: "a value is larger than PostgreSQL takes", Remedy: "leave this source out"},
	queryCanceled:        {What: "the server ended a statement that took long", Remedy: "raise statement_timeout for this user"},
	adminShutdown:        {What: "the server ended the connection", Remedy: "run it again: what was stored before stays"},
	crashShutdown:        {What: "the server broke down and ended the connection", Remedy: "run it again when it is up: what was stored before stays"},
	cannotConnectNow:     {What: "the server is starting or shutting down", Remedy: "try again in a moment"},
	idleInTransaction:    {What: "the server ended a transaction that took long", Remedy: "raise idle_in_transaction_session_timeout, or name fewer sources at a time"},
	lockNotAvailable:     {What: "another program has the database locked", Remedy: "let it finish, then run this again: what was stored stays"},
	dataCorrupted:        {Kind: taizhang.Malformed, What: damaged.What, Remedy: damaged.Remedy},
	indexCorrupted:       {Kind: taizhang.Malformed, What: damaged.What, Remedy: damaged.Remedy},
}

// meanwhile is what is left of a clash that a transaction could not be begun anew after.
var meanwhile = taizhang.Error{What: "another program stored the same at the same time", Remedy: "run it again: nothing was changed"}

func asPg(err error) (*pgconn.PgError, bool) { return errors.AsType[*pgconn.PgError](err) }

// code is the SQLSTATE of an error that the server reported, or empty.
func code(err error) string {
	if e, ok := asPg(err); ok {
		return e.Code
	}
	return ""
}

// lost reports whether a connection that was there is gone.
func lost(err error) bool {
	switch c := code(err); {
	case c == adminShutdown || c == crashShutdown || c == cannotConnectNow || strings.HasPrefix(c, "08"):
		return true
	case c != "":
		return false
	}
	if _, ok := errors.AsType[net.Error](err); ok {
		return true
	}
	return errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, net.ErrClosed) || err != nil && strings.Contains(err.Error(), "conn closed")
}

// away reports whether no connection could be made, and it may be made later.
func away(err error) bool {
	_, ok := errors.AsType[*pgconn.ConnectError](err)
	return ok && (code(err) == "" || code(err) == tooManyConnections || lost(err))
}

// Refused reports whether a database refused what was to be stored, as it would again; and
// not that it was away, or had no room, or no turn to give just then.
func Refused(err error) bool {
	if err == nil || ended(err) || lost(err) || away(err) {
		return false
	}
	c := code(err)
	switch c[:min(2, len(c))] {
	case "", "22", "23", "54", "P0": // none: it was refused here; data, constraints, limits, a trigger
		return true
	}
	return c == internalError
}

func (db *postgresDB) explain(err error) error {
	e := taizhang.Error{What: "the database refused", Remedy: "run check on it, and report this as a defect"}
	f, known := pgFaults[code(err)]
	_, connecting := errors.AsType[*pgconn.ConnectError](err)
	switch {
	case known:
		e = f
	case connecting:
		e.What, e.Remedy = "the PostgreSQL server can't be reached", "check host and port in the address, and that the server runs there"
	case lost(err):
		e.What, e.Remedy = "the connection to the server was lost", "run it again when the server is up: what was stored before stays"
	}
	if e.Kind == "" {
		e.Kind = taizhang.IO
	}
	e.Err = err
	if dns, ok := errors.AsType[*net.DNSError](err); connecting && ok { // not each address that was tried
		e.Err = dns
	} else if errno, ok := errors.AsType[syscall.Errno](err); connecting && ok {
		e.Err = errno
	}
	return &e
}

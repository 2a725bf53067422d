// Checks what Stockpile seals with Go's own sumdb/note and sumdb/tlog, and seals something for Stockpile to check.
//
//	main check  reads a statement (JSON) and ends with status 1, saying why, unless all of it holds
//	main make   writes a statement about a log of its own
package main

import (
	"crypto/rand"
	"encoding/json"
	"fmt"
	"os"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

type record struct {
	Index int64
	Data  []byte
	Path  [][]byte
}

// A tree whose root is known from elsewhere: a voucher's lines.
type tree struct {
	Size    int64
	Root    []byte
	Records []record
}

type statement struct {
	Key         string
	Note        string
	Older       string
	Consistency [][]byte
	Records     []record
	Lines       tree
}

func main() {
	var err error
	switch {
	case len(os.Args) == 2 && os.Args[1] == "check":
		var said statement
		if err = json.NewDecoder(os.Stdin).Decode(&said); err == nil {
			err = check(said)
		}
	case len(os.Args) == 2 && os.Args[1] == "make":
		var said statement
		if said, err = seal(); err == nil {
			err = json.NewEncoder(os.Stdout).Encode(said)
		}
	default:
		err = fmt.Errorf("usage: main check|make")
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func check(said statement) error {
	verifier, err := note.NewVerifier(said.Key)
	if err != nil {
		return err
	}
	older, olderRoot, err := open(said.Older, verifier)
	if err != nil {
		return fmt.Errorf("older head: %w", err)
	}
	size, root, err := open(said.Note, verifier)
	if err != nil {
		return fmt.Errorf("head: %w", err)
	}
	if err := tlog.CheckTree(hashes(said.Consistency), size, root, older, olderRoot); err != nil {
		return fmt.Errorf("consistency: %w", err)
	}
	if err := checkRecords(said.Records, size, root); err != nil {
		return err
	}
	return checkRecords(said.Lines.Records, said.Lines.Size, hash(said.Lines.Root))
}

func checkRecords(records []record, size int64, root tlog.Hash) error {
	for _, each := range records {
		err := tlog.CheckRecord(hashes(each.Path), size, root, each.Index, tlog.RecordHash(each.Data))
		if err != nil {
			return fmt.Errorf("record %d of %d: %w", each.Index, size, err)
		}
	}
	return nil
}

func open(text string, verifier note.Verifier) (int64, tlog.Hash, error) {
	opened, err := note.Open([]byte(text), note.VerifierList(verifier))
	if err != nil {
		return 0, tlog.Hash{}, err
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) != 4 || lines[0] != verifier.Name() || lines[3] != "" {
		return 0, tlog.Hash{}, fmt.Errorf("not a checkpoint of %s", verifier.Name())
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil {
		return 0, tlog.Hash{}, err
	}
	root, err := tlog.ParseHash(lines[2])
	return size, root, err
}

const (
	origin    = "example.org/go"
	olderSize = 21
	newerSize = 37
)

func seal() (statement, error) {
	secret, public, err := note.GenerateKey(rand.Reader, origin)
	if err != nil {
		return statement{}, err
	}
	signer, err := note.NewSigner(secret)
	if err != nil {
		return statement{}, err
	}
	var stored []tlog.Hash
	reader := tlog.HashReaderFunc(func(wanted []int64) ([]tlog.Hash, error) {
		found := make([]tlog.Hash, len(wanted))
		for i, each := range wanted {
			found[i] = stored[each]
		}
		return found, nil
	})
	said := statement{Key: public}
	for n := int64(0); n < newerSize; n++ {
		made, err := tlog.StoredHashes(n, data(n), reader)
		if err != nil {
			return statement{}, err
		}
		stored = append(stored, made...)
	}
	if said.Older, err = head(olderSize, reader, signer); err != nil {
		return statement{}, err
	}
	if said.Note, err = head(newerSize, reader, signer); err != nil {
		return statement{}, err
	}
	path, err := tlog.ProveTree(newerSize, olderSize, reader)
	if err != nil {
		return statement{}, err
	}
	said.Consistency = slices(path)
	for n := int64(0); n < newerSize; n++ {
		path, err := tlog.ProveRecord(newerSize, n, reader)
		if err != nil {
			return statement{}, err
		}
		said.Records = append(said.Records, record{n, data(n), slices(path)})
	}
	return said, nil
}

func data(n int64) []byte {
	return []byte(fmt.Sprintf("record %d", n))
}

func head(size int64, reader tlog.HashReader, signer note.Signer) (string, error) {
	root, err := tlog.TreeHash(size, reader)
	if err != nil {
		return "", err
	}
	text := fmt.Sprintf("%s\n%d\n%s\n", origin, size, root)
	signed, err := note.Sign(&note.Note{Text: text}, signer)
	return string(signed), err
}

func hash(raw []byte) tlog.Hash {
	var found tlog.Hash
	copy(found[:], raw)
	return found
}

func hashes(raw [][]byte) []tlog.Hash {
	found := make([]tlog.Hash, len(raw))
	for i, each := range raw {
		found[i] = hash(each)
	}
	return found
}

func slices(path []tlog.Hash) [][]byte {
	found := make([][]byte, len(path))
	for i := range path {
		found[i] = append([]byte(nil), path[i][:]...)
	}
	return found
}

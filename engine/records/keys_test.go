package records_test

import (
	"testing"

	"pgregory.net/rapid"

	"parity/engine/records"
)

// A key has the place it was put in with, and no other has one; Near says the same as Find or
// nothing.
func TestKeys(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var keys records.Keys
		places := map[uint64]int32{}
		bits := rapid.IntRange(4, 64).Draw(t, "bits")
		key := rapid.Uint64Range(1, 1<<bits-1)
		check := func(key uint64) {
			place, found := keys.Find(key)
			want, put := places[key]
			if found != put || found && place != want {
				t.Fatalf("key %d is found %t at %d, want %t at %d", key, found, place, put, want)
			}
			if near, found := keys.Near(key); found && (!put || near != want) {
				t.Fatalf("key %d is near at %d, want %t at %d", key, near, put, want)
			}
		}
		for i := range rapid.IntRange(0, 400).Draw(t, "keys") {
			k := key.Draw(t, "key")
			check(k)
			if _, put := places[k]; !put {
				keys.Add(k, int32(-i))
				places[k] = int32(-i)
			}
		}
		if keys.Len() != len(places) {
			t.Fatalf("%d keys, want %d", keys.Len(), len(places))
		}
		for k := range places {
			check(k)
			check(k ^ 1<<(bits-1) | 1)
		}
	})
}

// Of as many codes as there are of providers, nearly every one is found at the first look.
func TestFewKeysAreNear(t *testing.T) {
	var keys records.Keys
	far := 0
	for i := range 100 {
		code := uint64('R') | uint64('0'+i/10)<<8 | uint64('0'+i%10)<<16 | 0x80<<24
		keys.Add(code, int32(i))
		if _, found := keys.Near(code); !found {
			far++
		}
	}
	if far > 5 {
		t.Errorf("%d of 100 codes are not where they are looked for first", far)
	}
}

package reports

import "sync"

// Meanwhile begins a piece of work beside all else and gives what waits for it: what a result
// is made of can be worked out at the same time. A panic in the work is the panic of who waits.
func Meanwhile[T any](work func() T) (wait func() T) {
	wait = sync.OnceValue(work)
	go func() {
		defer func() { _ = recover() }() // the once keeps it for who waits
		wait()
	}()
	return wait
}

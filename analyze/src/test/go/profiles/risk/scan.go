// Package quote is named unlike its folder, as modules do.
package quote

import "math"

// Scanner is an actor of a generic type.
type Scanner[T any] struct{ Sum float64 }

// HandleMessage burns CPU.
//go:noinline
func (s *Scanner[T]) HandleMessage(n int) { s.Sum += burn[T](n) }

//go:noinline
func burn[T any](n int) float64 {
	x := 0.0
	for i := 0; i < n; i++ {
		x += math.Sqrt(float64(i) * 1.7)
	}
	return x
}

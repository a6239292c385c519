#!/usr/bin/env bash
# Go 1.26.8, linux/amd64, on a processor with AVX-512: GODEBUG=cpu.avx512f=off leaves the collector's AVX-512 kernels in use.
#
# Expected from memory: AVX-512F is the foundation that all other parts of AVX-512 need, so switching it off in the runtime switches off every
# AVX-512 code path, and a CPU profile names no function with AVX512 in it any more.
# Seen: with cpu.avx512f=off the profile still names internal/runtime/gc/scan.scanSpanPackedAVX512; with cpu.avx512bw=off, and with cpu.all=off,
# it names none. Whoever makes profile texts "without AVX-512" to test a reader of profiles with cpu.avx512f=off tests the same thing twice.
#
# Needs: a Go of any recent version (fetches Go 1.26.8 itself), a processor with AVX-512. Ends with 0 when seen as told, 1 when not, 2 when it cannot
# be tried here.
set -euo pipefail

grep -q avx512bw /proc/cpuinfo || { echo 'cannot be tried here: this processor has no AVX-512'; exit 2; }
work=$(mktemp -d)
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT
export GOTOOLCHAIN=go1.26.8 GOPATH=$work/go GOCACHE=$work/cache GOFLAGS=-modcacherw
cd "$work"
cat > go.mod <<'MOD'
module example.com/kernels

go 1.26
MOD
cat > main.go <<'GO'
package main

import (
	"os"
	"runtime/debug"
	"runtime/pprof"
	"time"
)

type node struct {
	left, right *node
	load        [4]*int
}

func grow(depth int) *node {
	if depth == 0 {
		return &node{}
	}
	return &node{left: grow(depth - 1), right: grow(depth - 1)}
}

var kept, fresh *node

func main() {
	debug.SetGCPercent(10)
	kept = grow(19)
	file, err := os.Create(os.Args[1])
	if err != nil {
		panic(err)
	}
	if err := pprof.StartCPUProfile(file); err != nil {
		panic(err)
	}
	for end := time.Now().Add(3 * time.Second); time.Now().Before(end); {
		fresh = grow(12)
	}
	pprof.StopCPUProfile()
}
GO
go build -o kernels .
go version

count() {
  GODEBUG=$1 ./kernels "profile-$1"
  go tool pprof -top -nodecount=100000 -nodefraction=0 kernels "profile-$1" 2>/dev/null | grep -c 'AVX512' || true
}

plain=$(count panicnil=0)
foundation=$(count cpu.avx512f=off)
words=$(count cpu.avx512bw=off)
all=$(count cpu.all=off)
echo "functions named AVX512 in the profile: $plain as it is, $foundation with cpu.avx512f=off, $words with cpu.avx512bw=off, $all with cpu.all=off"
[ "$plain" -gt 0 ] && [ "$foundation" -gt 0 ] && [ "$words" -eq 0 ] && [ "$all" -eq 0 ]

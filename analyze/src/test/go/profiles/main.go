// Command profiles prints real profile texts in the form in which Ergo's MCP application gives them.
// profiles cpu KIND ROWS SECONDS  |  profiles goroutines KIND DEBUG
package main

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"fmt"
	"io"
	"math/big"
	"net"
	"os"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"runtime/pprof"
	"sort"
	"strconv"
	"strings"
	"sync"
	"time"

	quote "example.com/profiles/v2/risk"
	"github.com/google/pprof/profile"
)

type work func(stop chan struct{})

func each(n int, f func(stop chan struct{})) work {
	return func(stop chan struct{}) {
		for i := 0; i < n; i++ {
			go f(stop)
		}
	}
}

func stopped(stop chan struct{}) bool {
	select {
	case <-stop:
		return true
	default:
		return false
	}
}

type tree struct {
	left, right *tree
	names       map[string]any
}

func grow(depth int) *tree {
	if depth == 0 {
		return &tree{names: map[string]any{"a": 1.5}}
	}
	return &tree{left: grow(depth - 1), right: grow(depth - 1)}
}

var keep *tree

//go:noinline
func decodeOrders(stop chan struct{}) {
	text := []byte(`{"id":17,"side":"buy","legs":[{"q":1.25,"p":99.5},{"q":2,"p":101.25}],"tags":{"a":"b","c":"d"}}`)
	for !stopped(stop) {
		for i := 0; i < 200; i++ {
			var v map[string]any
			_ = json.Unmarshal(text, &v)
			_, _ = json.Marshal(v)
		}
	}
}

//go:noinline
func nowAndThen(stop chan struct{}) {
	var ring [64][]byte
	for i := 0; !stopped(stop); i++ {
		ring[i%64] = make([]byte, 256<<10)
		time.Sleep(10 * time.Millisecond)
	}
	_ = ring
}

var rw sync.RWMutex
var table = map[int64]int{1: 2}

//go:noinline
func lookUpPrice(stop chan struct{}) {
	for !stopped(stop) {
		for i := 0; i < 10000; i++ {
			rw.RLock()
			_ = table[int64(i)]
			rw.RUnlock()
		}
	}
}

var mu sync.Mutex
var counter int

//go:noinline
func countOrder(stop chan struct{}) {
	for !stopped(stop) {
		for i := 0; i < 10000; i++ {
			mu.Lock()
			counter++
			mu.Unlock()
		}
	}
}

var orders = make(chan int, 8)

//go:noinline
func sendOrders(stop chan struct{}) {
	for !stopped(stop) {
		for i := 0; i < 10000; i++ {
			select {
			case orders <- i:
			case <-stop:
				return
			}
		}
	}
}

//go:noinline
func takeOrders(stop chan struct{}) {
	for !stopped(stop) {
		<-orders
	}
}

//go:noinline
func sendPlain(stop chan struct{}) {
	for {
		orders <- 1
	}
}

//go:noinline
func scanRisk(stop chan struct{}) {
	s := &quote.Scanner[float64]{}
	for !stopped(stop) {
		s.HandleMessage(100000)
	}
}

func cpu(kind string) work {
	switch kind {
	case "collection":
		keep = grow(20)
		debug.SetGCPercent(20)
		return each(2, decodeOrders)
	case "idle-collection":
		keep = grow(17)
		debug.SetGCPercent(50)
		return each(1, nowAndThen)
	case "rwmutex":
		return each(4, lookUpPrice)
	case "mutex":
		return each(4, countOrder)
	case "channel":
		return func(stop chan struct{}) { each(4, sendPlain)(stop); each(4, takeOrders)(stop) }
	case "generic":
		return each(1, scanRisk)
	case "mixed":
		return func(stop chan struct{}) { each(1, scanRisk)(stop); each(1, decodeOrders)(stop) }
	}
	panic(kind)
}

func printCPU(data []byte, length time.Duration, rows int) {
	p, err := profile.ParseData(data)
	if err != nil {
		panic(err)
	}
	flat, cum := map[string]int64{}, map[string]int64{}
	total := int64(0)
	for _, s := range p.Sample {
		v := s.Value[1]
		total += v
		seen := map[string]bool{}
		for i, l := range s.Location {
			for j, line := range l.Line {
				name := line.Function.Name
				if i == 0 && j == 0 {
					flat[name] += v
				}
				if !seen[name] {
					seen[name] = true
					cum[name] += v
				}
			}
		}
	}
	var names []string
	for n := range cum {
		names = append(names, n)
	}
	sort.Slice(names, func(i, j int) bool {
		if flat[names[i]] != flat[names[j]] {
			return flat[names[i]] > flat[names[j]]
		}
		return names[i] < names[j]
	})
	if len(names) > rows {
		names = names[:rows]
	}
	fmt.Printf("CPU profile: %v seconds, %d total samples, showing %d\n\n", length.Seconds(), total, len(names))
	fmt.Printf("%-8s %-8s %s\n", "flat%", "cum%", "function")
	for _, n := range names {
		fmt.Printf("%-8.1f %-8.1f %s\n", 100*float64(flat[n])/float64(total), 100*float64(cum[n])/float64(total), n)
	}
}

type shard struct {
	mu sync.Mutex
	n  int
}

//go:noinline
func (s *shard) Put(v int) {
	s.mu.Lock()
	s.n += v
	s.mu.Unlock()
}

//go:noinline
func waitForWorkers(g *sync.WaitGroup) { g.Wait() }

//go:noinline
func writeReport(c net.Conn) {
	for {
		if _, err := c.Write(make([]byte, 1<<20)); err != nil {
			return
		}
	}
}

//go:noinline
func readTable() {
	rw.RLock()
	defer rw.RUnlock()
	counter++
}

//go:noinline
func waitForSignal(c *sync.Cond) {
	c.L.Lock()
	c.Wait()
	c.L.Unlock()
}

//go:noinline
func initialise(o *sync.Once) { o.Do(func() { select {} }) }

//go:noinline
func receive(c chan int) { <-c }

//go:noinline
func choose(a, b chan int) {
	select {
	case <-a:
	case <-b:
	}
}

//go:noinline
func readFrom(c net.Conn) { _, _ = c.Read(make([]byte, 10)) }

func stand(kind string) {
	switch kind {
	case "one-mutex":
		s := &shard{}
		s.mu.Lock()
		for i := 0; i < 4; i++ {
			go s.Put(i)
		}
	case "four-mutexes":
		for i := 0; i < 4; i++ {
			s := &shard{}
			s.mu.Lock()
			go s.Put(i)
		}
	case "rwmutex":
		rw.Lock()
		for i := 0; i < 4; i++ {
			go readTable()
		}
	case "waitgroup":
		g := &sync.WaitGroup{}
		g.Add(1)
		for i := 0; i < 4; i++ {
			go waitForWorkers(g)
		}
	case "connection":
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			panic(err)
		}
		c, err := net.Dial("tcp", l.Addr().String())
		if err != nil {
			panic(err)
		}
		for i := 0; i < 5; i++ {
			go writeReport(c)
		}
		held, _ := l.Accept()
		keepConn = held
	case "tls", "tls-handshake":
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			panic(err)
		}
		raw, err := net.Dial("tcp", l.Addr().String())
		if err != nil {
			panic(err)
		}
		held, _ := l.Accept()
		keepConn = held
		c := tls.Client(raw, &tls.Config{InsecureSkipVerify: true})
		if kind == "tls" {
			go func() { _ = tls.Server(held, &tls.Config{Certificates: []tls.Certificate{certificate()}}).Handshake() }()
			if err := c.Handshake(); err != nil {
				panic(err)
			}
		}
		for i := 0; i < 5; i++ {
			go writeReport(c)
		}
	case "others":
		c := sync.NewCond(&sync.Mutex{})
		o := &sync.Once{}
		l, _ := net.Listen("tcp", "127.0.0.1:0")
		r, _ := net.Dial("tcp", l.Addr().String())
		a, b := make(chan int), make(chan int)
		for i := 0; i < 4; i++ {
			go waitForSignal(c)
			go initialise(o)
			go receive(a)
			go choose(a, b)
		}
		go readFrom(r)
	case "generic":
		s := &quote.Scanner[float64]{}
		go func() {
			for {
				s.HandleMessage(1 << 20)
			}
		}()
	}
}

var keepConn net.Conn

func certificate() tls.Certificate {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		panic(err)
	}
	about := &x509.Certificate{SerialNumber: big.NewInt(1), NotAfter: time.Now().Add(time.Hour)}
	der, err := x509.CreateCertificate(rand.Reader, about, about, &key.PublicKey, key)
	if err != nil {
		panic(err)
	}
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}
}

func goroutines(level int) {
	var b bytes.Buffer
	_ = pprof.Lookup("goroutine").WriteTo(&b, level)
	text := strings.ReplaceAll(b.String(), "\r", "")
	blocks := strings.Split(strings.TrimSpace(text), "\n\n")
	fmt.Printf("goroutine profile: total %d, showing %d\n\n", runtime.NumGoroutine(), len(blocks))
	_, _ = io.WriteString(os.Stdout, strings.Join(blocks, "\n\n")+"\n")
}

// gc gives the runtime's own account of CPU seconds: all of the collector's, and the idle part of it.
func gc() (float64, float64) {
	s := []metrics.Sample{{Name: "/cpu/classes/gc/total:cpu-seconds"}, {Name: "/cpu/classes/gc/mark/idle:cpu-seconds"}}
	metrics.Read(s)
	return s[0].Value.Float64(), s[1].Value.Float64()
}

func main() {
	switch os.Args[1] {
	case "cpu":
		rows, _ := strconv.Atoi(os.Args[3])
		seconds, _ := strconv.ParseFloat(os.Args[4], 64)
		stop := make(chan struct{})
		cpu(os.Args[2])(stop)
		time.Sleep(200 * time.Millisecond)
		var b bytes.Buffer
		all0, idle0 := gc()
		_ = pprof.StartCPUProfile(&b)
		time.Sleep(time.Duration(seconds * float64(time.Second)))
		pprof.StopCPUProfile()
		all1, idle1 := gc()
		fmt.Fprintf(os.Stderr, "%s %s %s collector %.3f s of CPU, %.3f of it idle marking, in %v s\n", runtime.Version(), os.Args[2], os.Getenv("GODEBUG"), all1-all0, idle1-idle0, seconds)
		close(stop)
		printCPU(b.Bytes(), time.Duration(seconds*float64(time.Second)), rows)
	case "goroutines":
		level, _ := strconv.Atoi(os.Args[3])
		stand(os.Args[2])
		time.Sleep(300 * time.Millisecond)
		goroutines(level)
	}
}

package ergodiag.ergo.pprof;

import ergodiag.bundle.Source;
import ergodiag.ergo.Bytes;

/**
 * A function in a heap profile. The amounts are estimates from samples; a table of the node rounds them to a tenth of their unit.
 *
 * @param function full name of the function that allocated
 * @param inUse what it allocated and is still held
 * @param allocated what it allocated since the start of the node, whatever became of it
 * @param at its line, or its largest record
 */
public record HeapRow(String function, Bytes inUse, Bytes allocated, Source at) {}

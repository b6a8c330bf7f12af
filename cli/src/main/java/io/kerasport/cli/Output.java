package io.kerasport.cli;

import java.io.PrintWriter;

/**
 * Where a command writes.
 *
 * @param out results
 * @param err everything else
 * @param terminal what they are connected to
 */
record Output(PrintWriter out, PrintWriter err, Terminal terminal) {}

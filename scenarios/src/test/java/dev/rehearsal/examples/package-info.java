/**
 * Numbered examples, from a test in a few lines to a supervised system: each a question, the code,
 * and a broken twin that the question is answered with.
 *
 * <p>Inside: {@link dev.rehearsal.examples.E01_PacketLoss} and what follows it; the guide in {@code
 * docs/guide} quotes them and shows what the commands print. An example is a test and, from the
 * second on, a scenario that the command line can run by its class name.
 *
 * <p>Read {@link dev.rehearsal.examples.E01_PacketLoss} first.
 */
@NullMarked
package dev.rehearsal.examples;

import org.jspecify.annotations.NullMarked;

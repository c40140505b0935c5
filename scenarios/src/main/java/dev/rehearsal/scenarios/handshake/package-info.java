/**
 * Connections by a three-way handshake over a network that delivers late and again, and what
 * becomes of a connection that only one end knows.
 *
 * <p>Inside: {@link dev.rehearsal.scenarios.handshake.Handshake}, the nodes with what is demanded
 * of them; {@code Opener} and {@code Listener}, the two ends. Deliberately not here: windows,
 * messages the other way, ends that call each other at once, and numbers that wrap.
 *
 * <p>Over 500 lines: both ends are state machines of their own, and each has to notice that the
 * other has forgotten it.
 *
 * <p>Read {@code Listener} first.
 */
@NullMarked
package dev.rehearsal.scenarios.handshake;

import org.jspecify.annotations.NullMarked;

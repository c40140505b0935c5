/**
 * Two actors that count together: the smallest system of actors.
 *
 * <p>Inside: {@link dev.rehearsal.scenarios.pingpong.PingPong}. Deliberately not here: clients and
 * a history.
 *
 * <p>Read {@link dev.rehearsal.scenarios.pingpong.PingPong} first.
 */
@NullMarked
package dev.rehearsal.scenarios.pingpong;

import org.jspecify.annotations.NullMarked;

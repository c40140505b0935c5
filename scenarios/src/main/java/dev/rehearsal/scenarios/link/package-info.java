/**
 * Messages over a bad network, each once and in order, while both ends restart.
 *
 * <p>Inside: {@link dev.rehearsal.scenarios.link.ReliableLink}, the two ends with what is demanded
 * of them; {@code Sender} and {@code Receiver}, the protocol. Deliberately not here: flow control
 * beyond a fixed window, and any forgetting of what both ends have.
 *
 * <p>Over 500 lines by a little: both ends are durable, and packets can be damaged.
 *
 * <p>Read {@link dev.rehearsal.scenarios.link.ReliableLink} first.
 */
@NullMarked
package dev.rehearsal.scenarios.link;

import org.jspecify.annotations.NullMarked;

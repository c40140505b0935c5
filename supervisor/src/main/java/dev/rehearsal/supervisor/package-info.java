/**
 * Supervision trees as Erlang/OTP defines them, on the kernel's actors.
 *
 * <p>Nothing is here yet: supervisors stand on spawn, link, monitor and exit signals, which the
 * kernel gets first.
 */
@NullMarked
package dev.rehearsal.supervisor;

import org.jspecify.annotations.NullMarked;

/**
 * A lock server that grants leases with fencing tokens, and a resource that trusts tokens only.
 *
 * <p>Inside: {@link dev.rehearsal.scenarios.lock.LockService}, both with what is demanded of them;
 * {@code LockServer}, {@code Resource} and {@code LockUser}, the protocol; {@code Holders}, what
 * the lock is to its users. Deliberately not here: a lock that is itself replicated, a queue of
 * those who wait, and a renewal of leases by whoever still works.
 *
 * <p>Over 500 lines: service, resource and user are actors of their own, and the specification
 * stands beside them.
 *
 * <p>Read {@link dev.rehearsal.scenarios.lock.LockService} first.
 */
@NullMarked
package dev.rehearsal.scenarios.lock;

import org.jspecify.annotations.NullMarked;

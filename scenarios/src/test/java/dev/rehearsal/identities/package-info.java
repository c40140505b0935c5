/**
 * Why decisions are named by their root: how many failures outlive the loss of one operation when
 * only the name changes under which the fate of a message is drawn.
 *
 * <p>Inside: {@link dev.rehearsal.identities.Naming}, the four names; {@link
 * dev.rehearsal.identities.Survival}, what is counted; {@link dev.rehearsal.identities.BatchingLog}
 * and {@link dev.rehearsal.scenarios.register.LeaderRegister}, systems with a planted bug beside
 * the register of the catalogue. The result is {@code docs/identities.md}. Deliberately not here:
 * time, and the shrinker, which replays fates from a list and draws none.
 *
 * <p>Read {@link dev.rehearsal.identities.IdentitiesTest} first.
 */
@NullMarked
package dev.rehearsal.identities;

import org.jspecify.annotations.NullMarked;

/**
 * The universe of immutable values: what may stand in a state, a message, an operation, and how
 * each is fingerprinted, walked and encoded.
 *
 * <p>Inside: {@link dev.rehearsal.value.Fingerprint}, the stable structural hash that all of
 * determinism leans on; {@link dev.rehearsal.value.Codec}, the same values as bytes; {@link
 * dev.rehearsal.value.Difference}, where two of them differ; {@link
 * dev.rehearsal.value.Configuration}, what an actor may be made of besides. {@link
 * dev.rehearsal.value.Bytes}, and the {@link dev.rehearsal.value.Damage} that they take in flight.
 * Deliberately not here: any use of {@code hashCode}, identity, iteration order of hash tables or
 * {@code toString}.
 *
 * <p>The universe: {@code null}, boxed primitives, strings, {@code Bytes}, enums, records, {@link
 * dev.rehearsal.actor.ActorRef}, {@code Duration}, {@code Instant}, {@code BigInteger}, {@code
 * BigDecimal}, {@code UUID}, {@code Optional}; the JDK's {@code List.of}, {@code Set.of}, {@code
 * Map.of}; vavr's sequences, sets, maps, {@code Option}, {@code Either} and tuples. Anything else
 * is refused with the path to it.
 *
 * <p>Read {@link dev.rehearsal.value.Fingerprint} first.
 */
@NullMarked
package dev.rehearsal.value;

import org.jspecify.annotations.NullMarked;

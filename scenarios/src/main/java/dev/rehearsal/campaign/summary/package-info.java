/**
 * What a campaign says in the end, as values.
 *
 * <p>Inside: {@link dev.rehearsal.campaign.summary.Summary} with its findings and figures, and what
 * numbers of runs support. Deliberately not here: how any of it came about, which is package {@code
 * campaign}'s, and how it is shown, which is package {@code report}'s.
 *
 * <p>Read {@link dev.rehearsal.campaign.summary.Summary} first.
 */
@NullMarked
package dev.rehearsal.campaign.summary;

import org.jspecify.annotations.NullMarked;

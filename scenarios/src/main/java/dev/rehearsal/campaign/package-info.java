/**
 * Campaigns: many seeds of several scenarios, in worker processes, into a folder that survives the
 * night.
 *
 * <p>One idea carries the whole: <b>the journal is the campaign</b>. It is one file of JSON lines
 * that is only appended to, each line whole and synced before the next; everything that is known of
 * a campaign is a fold over it, and every other file in the folder is written from that fold and
 * can be deleted. So a process that is killed loses the runs that were under way and nothing else,
 * resuming is reading, and merging is reading several.
 *
 * <p>Inside: {@link dev.rehearsal.campaign.Campaign}, which a command line, a test or a program
 * starts; the journal and its entries; the ledger that folds them; the workers, each a JVM that
 * runs one seed after another and has a watchdog; the figures that a page shows. Deliberately not
 * here: how a seed is run or shrunk, which is the simulation's and the shrinker's, and the page
 * itself, which is package {@code report}'s.
 *
 * <p>Read {@link dev.rehearsal.campaign.Campaign} first, then {@link dev.rehearsal.campaign.Entry}.
 */
@NullMarked
package dev.rehearsal.campaign;

import org.jspecify.annotations.NullMarked;

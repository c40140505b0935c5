/**
 * A campaign's summary, for people, scripts and build servers.
 *
 * <p>Inside: {@link dev.rehearsal.campaign.report.HtmlReport}, one page that needs nothing but
 * itself; the JSON object of the command line, JUnit XML, and Markdown for a GitHub step summary.
 * Deliberately not here: anything that decides; all figures come from the summary.
 *
 * <p>Read {@link dev.rehearsal.campaign.report.HtmlReport} first.
 */
@NullMarked
package dev.rehearsal.campaign.report;

import org.jspecify.annotations.NullMarked;

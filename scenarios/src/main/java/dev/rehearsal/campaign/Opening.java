package dev.rehearsal.campaign;

import dev.rehearsal.simulation.Strategy;
import dev.rehearsal.value.Fingerprint;

import io.vavr.collection.Vector;
import io.vavr.control.Option;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;

/**
 * How a session begins: which seeds it is about, and what the journal is told of it.
 *
 * <p>What was to be run in a folder stays so: a session with other faults, settings or another
 * shard than the last one is refused. Only scenarios, seeds and time may be others.
 *
 * @param range the seeds that were asked for, or a part of all of them that nobody else has
 * @param session the line of the journal
 * @param known the findings of earlier sessions, to be run again before anything else
 */
record Opening(Campaign.SeedRange range, Entry.Session session, Vector<Task.Verify> known) {

    static Opening of(Campaign campaign, Vector<Subject> subjects, Ledger ledger) {
        if (!ledger.sessions.isEmpty()) {
            requireSame(ledger.sessions.getLast(), campaign, subjects);
        }
        Campaign.SeedRange range = campaign.seeds.getOrElse(() -> own(ledger));
        return new Opening(
                range, session(campaign, subjects, range), known(campaign, subjects, ledger));
    }

    private static void requireSame(
            Entry.Session last, Campaign campaign, Vector<Subject> subjects) {
        String faults = faults(campaign);
        if (!last.faults().equals(faults)) {
            throw different(campaign, "--faults", last.faults(), faults);
        }
        Vector<String> set = Subject.words(subjects);
        if (!last.set().equals(set)) {
            throw different(campaign, "--set", last.set().mkString(" "), set.mkString(" "));
        }
        if (last.shard() != campaign.shard || last.shards() != campaign.shards) {
            throw different(
                    campaign,
                    "--shard",
                    last.shard() + "/" + last.shards(),
                    campaign.shard + "/" + campaign.shards);
        }
    }

    private static CampaignException different(
            Campaign campaign, String option, String was, String is) {
        return new CampaignException(
                "a campaign that is gone on with must stay what it is: "
                        + option
                        + " was '"
                        + was
                        + "' in "
                        + campaign.dir
                        + ", and is '"
                        + is
                        + "'; use another --dir");
    }

    /** The profile by its name, what is in one of the user's own, and who chooses if not time. */
    private static String faults(Campaign campaign) {
        return campaign.faults.name()
                + campaign.faults
                        .profile()
                        .map(own -> " " + Long.toHexString(Fingerprint.of(own.toJson())))
                        .getOrElse("")
                + (campaign.strategy instanceof Strategy.Time
                        ? ""
                        : " --strategy " + campaign.strategy);
    }

    private static Campaign.SeedRange own(Ledger ledger) {
        long first =
                Vector.ofAll(ledger.sessions)
                        .find(session -> session.duration().isDefined())
                        .map(Entry.Session::first)
                        .getOrElse(() -> new SecureRandom().nextLong() & (-1L >>> 2));
        return new Campaign.SeedRange(first, first + (-1L >>> 3));
    }

    private static Vector<Task.Verify> known(
            Campaign campaign, Vector<Subject> subjects, Ledger ledger) {
        Vector<String> names = subjects.map(Subject::name);
        return ledger.summary(campaign.dir, Vector.empty())
                .findings()
                .filter(finding -> names.contains(finding.subject()))
                .map(finding ->
                        new Task.Verify(
                                names.indexOf(finding.subject()),
                                finding.signature(),
                                finding.lowest(),
                                finding.story().map(story -> story.failure()).getOrNull()));
    }

    private static Entry.Session session(
            Campaign campaign, Vector<Subject> subjects, Campaign.SeedRange range) {
        String version = Opening.class.getPackage().getImplementationVersion();
        return new Entry.Session(
                Instant.now(),
                version == null ? "development" : version,
                Runtime.getRuntime().availableProcessors()
                        + " processors, "
                        + System.getProperty("os.name")
                        + " "
                        + System.getProperty("os.arch"),
                Runtime.version() + " " + System.getProperty("java.vendor"),
                subjects,
                faults(campaign),
                OwnClasses.of(campaign).map(Path::toString),
                range.first(),
                range.last(),
                campaign.duration.orElse(() ->
                        campaign.seeds.isEmpty() ? Option.some(Duration.ZERO) : Option.none()),
                campaign.shard,
                campaign.shards,
                campaign.jobs);
    }
}

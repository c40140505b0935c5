package dev.rehearsal.campaign;

import dev.rehearsal.campaign.summary.Finding;
import dev.rehearsal.campaign.summary.Summary;

import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

import org.HdrHistogram.Histogram;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * The journal, added up: all that is known of a campaign, in memory that does not grow with it.
 *
 * <p>Shape: mutable. What it says does not depend on the order of the entries, save for when things
 * were first seen; entries whose seeds are there already change nothing.
 */
final class Ledger {

    /** By subject, then by signature. */
    record Key(String subject, String signature) implements Comparable<Key> {

        private static final Comparator<Key> ORDER =
                Comparator.comparing(Key::subject).thenComparing(Key::signature);

        @Override
        public int compareTo(Key other) {
            return ORDER.compare(this, other);
        }
    }

    final TreeMap<String, Part> parts = new TreeMap<>();
    final TreeMap<Key, Found> findings = new TreeMap<>();
    final List<Entry.Session> sessions = new ArrayList<>();
    private final TreeMap<String, Long> goals = new TreeMap<>();
    private final TreeMap<String, Entry.Tally> faults = new TreeMap<>();
    private final Discovery discovery = new Discovery();
    private int behaviours;
    private String canary = "";
    private long canariesSent;
    private long canariesFound;
    long runs;
    long shrinkCpuNanos;
    private String end = "";

    Part part(String subject) {
        return parts.computeIfAbsent(subject, _ -> new Part());
    }

    /** Adds what an entry says; whether it says anything that was not known. */
    boolean add(Entry entry) {
        return switch (entry) {
            case Entry.Session session -> {
                sessions.add(session);
                end = "interrupted";
                yield true;
            }
            case Entry.Runs some -> add(some);
            case Entry.Stopped stopped -> add(stopped);
            case Entry.Shrunk shrunk -> add(shrunk);
            case Entry.Unshrunk unshrunk -> {
                Found found = findings.get(new Key(unshrunk.subject(), unshrunk.signature()));
                yield found != null
                        && found.attempts.add(new Found.Attempt(unshrunk.seed(), unshrunk.level()));
            }
            case Entry.Verified verified -> {
                Found found = findings.get(new Key(verified.subject(), verified.signature()));
                if (found != null && !found.staysFixed(verified)) {
                    found.verified = verified;
                }
                yield found != null;
            }
            case Entry.Canary sent -> {
                canary = sent.subject();
                canariesSent++;
                canariesFound += sent.found() ? 1 : 0;
                yield true;
            }
            case Entry.Closed closed -> {
                end = closed.why();
                yield true;
            }
        };
    }

    private boolean add(Entry.Runs some) {
        Part part = part(some.subject());
        if (!isNew(part, some.subject(), some.first(), some.stride(), some.count())) {
            return false;
        }
        boolean news = false;
        runs += some.count();
        part.runs += some.count();
        part.cpuNanos += some.cpuNanos();
        part.steps += some.steps();
        part.nanos += some.nanos();
        part.vacuous += some.vacuous();
        part.inconclusive += some.inconclusive();
        part.logs.add(some.logs());
        for (var goal : some.goals()) {
            long before = goals.getOrDefault(goal._1, 0L);
            news |= before == 0 && goal._2 > 0;
            goals.put(goal._1, before + goal._2);
        }
        for (var fault : some.faults()) {
            faults.merge(fault._1, fault._2, Entry.Tally::plus);
        }
        for (var behaviour : some.behaviours()) {
            if (part.behaviours.add(behaviour._1, behaviour._2)) {
                behaviours++;
            }
        }
        for (Entry.Failing failing : some.failing()) {
            news |= add(part, some, failing);
        }
        if (news) {
            part.newsAtRuns = part.runs;
        }
        discovery.add(point(some.ended()), news);
        return true;
    }

    private static boolean isNew(Part part, String subject, long first, long stride, long count) {
        return switch (part.done.add(first, stride, count)) {
            case NEW -> true;
            case KNOWN -> false;
            case OVERLAPS ->
                    throw new CampaignException(
                            "two lines of a journal must have all their seeds in common or none: "
                                    + subject
                                    + " from seed "
                                    + SeedText.of(first)
                                    + " on, "
                                    + count
                                    + " seeds, some of them done elsewhere; merge folders that"
                                    + " share no seeds");
        };
    }

    /** Whether this way of failing is new. */
    private boolean add(Part part, Entry.Runs some, Entry.Failing failing) {
        part.failing += failing.count();
        Key key = new Key(some.subject(), failing.signature());
        Found known = findings.get(key);
        Found found =
                known != null
                        ? known
                        : new Found(
                                failing.property(),
                                failing.kind(),
                                failing.message(),
                                failing.lowest(),
                                some.ended());
        findings.put(key, found);
        found.count += failing.count();
        found.lastHitAtRuns = part.runs;
        if (Long.compareUnsigned(failing.lowest(), found.lowest) < 0) {
            found.lowest = failing.lowest();
            found.message = failing.message();
        }
        if (failing.steps() < found.steps
                || failing.steps() == found.steps
                        && Long.compareUnsigned(failing.fewest(), found.fewest) < 0) {
            found.steps = failing.steps();
            found.fewest = failing.fewest();
        }
        return known == null;
    }

    private boolean add(Entry.Stopped stopped) {
        Part part = part(stopped.subject());
        if (!isNew(part, stopped.subject(), stopped.seed(), stopped.stride(), 1)) {
            return false;
        }
        runs++;
        part.runs++;
        part.failing++;
        Key key = new Key(stopped.subject(), stopped.signature());
        Found known = findings.get(key);
        Found found =
                known != null
                        ? known
                        : new Found(
                                stopped.property(),
                                stopped.what(),
                                stopped.message(),
                                stopped.seed(),
                                stopped.at());
        findings.put(key, found);
        found.count++;
        found.lastHitAtRuns = part.runs;
        if (known == null || Long.compareUnsigned(stopped.seed(), found.lowest) < 0) {
            found.lowest = stopped.seed();
            found.fewest = stopped.seed();
            found.message = stopped.message();
            found.lines = stopped.lines();
        }
        if (known == null) {
            part.newsAtRuns = part.runs;
        }
        discovery.add(point(stopped.at()), known == null);
        return true;
    }

    private boolean add(Entry.Shrunk shrunk) {
        Found found = findings.get(new Key(shrunk.subject(), shrunk.signature()));
        if (found == null
                || !found.attempts.add(new Found.Attempt(shrunk.seed(), shrunk.level()))) {
            return false;
        }
        shrinkCpuNanos += shrunk.cpuNanos();
        found.shrunk.add(shrunk);
        return true;
    }

    private Summary.Point point(Instant at) {
        return new Summary.Point(at, runs, findings.size(), behaviours);
    }

    long cpuNanos() {
        return parts.values().stream().mapToLong(part -> part.cpuNanos).sum();
    }

    Duration simulated() {
        return Duration.ofNanos(parts.values().stream().mapToLong(part -> part.nanos).sum());
    }

    int goals() {
        return goals.size();
    }

    int goalsMet() {
        return (int) goals.values().stream().filter(count -> count > 0).count();
    }

    Summary summary(Path dir, Vector<String> unmet) {
        Vector<Part> all = Vector.ofAll(parts.values());
        return new Summary(
                dir,
                runs,
                simulated(),
                cpuNanos() + shrinkCpuNanos,
                shrinkCpuNanos,
                shown(),
                LinkedHashMap.ofAll(goals),
                LinkedHashMap.ofAll(faults)
                        .mapValues(tally ->
                                new Summary.FaultCount(tally.injected(), tally.effective())),
                all.map(part -> part.vacuous).sum().longValue(),
                all.map(part -> part.inconclusive).sum().longValue(),
                new Summary.Canaries(canary, canariesSent, canariesFound),
                unmet,
                Vector.ofAll(parts.entrySet())
                        .map(entry -> share(entry.getKey(), entry.getValue())),
                Vector.ofAll(sessions)
                        .map(session ->
                                new Summary.Work(
                                        session.at(),
                                        session.version(),
                                        session.machine(),
                                        session.java(),
                                        session.faults(),
                                        session.classPath(),
                                        session.jobs(),
                                        session.duration(),
                                        session.shard(),
                                        session.shards())),
                discovery.until(runs, findings.size(), behaviours),
                end);
    }

    private static Summary.Share share(String subject, Part part) {
        return new Summary.Share(
                subject,
                part.runs,
                part.failing,
                part.vacuous,
                part.cpuNanos,
                part.steps,
                part.behaviours.distinct(),
                part.behaviours.unseen(),
                percentiles(part.logs.latency()),
                percentiles(part.logs.steps()),
                percentiles(part.logs.cpu()));
    }

    private static Summary.Percentiles percentiles(Histogram histogram) {
        return new Summary.Percentiles(
                histogram.getTotalCount(),
                Summary.Percentiles.AT.map(histogram::getValueAtPercentile));
    }

    private Vector<Finding> shown() {
        Map<Key, String> names = names();
        return Vector.ofAll(findings.entrySet())
                .map(entry -> shown(entry.getKey(), entry.getValue(), names));
    }

    /** As the last session had it that ran it. */
    private Subject subject(String name) {
        return Vector.ofAll(sessions)
                .reverse()
                .flatMap(Entry.Session::subjects)
                .find(subject -> subject.name().equals(name))
                .getOrElse(() -> Subject.named(name));
    }

    /** A file for each finding; a number tells apart what only odd characters do. */
    private Map<Key, String> names() {
        Set<String> taken = new HashSet<>();
        Map<Key, String> names = LinkedHashMap.empty();
        for (Key key : findings.keySet()) {
            String plain =
                    (key.subject() + "-" + key.signature()).replaceAll("[^A-Za-z0-9._]+", "-");
            String name = plain;
            for (int number = 2; !taken.add(name); number++) {
                name = plain + "-" + number;
            }
            names = names.put(key, "findings/" + name + ".json");
        }
        return names;
    }

    private Finding shown(Key key, Found found, Map<Key, String> names) {
        Part part = Objects.requireNonNull(parts.get(key.subject()));
        Subject subject = subject(key.subject());
        Entry.Verified verified = found.verified;
        // Hit again since it was found fixed: it is there, whatever the old story does now.
        boolean hitSince = verified != null && found.lastHitAtRuns > verified.subjectRuns();
        Option<String> fate =
                Option.of(verified)
                        .map(last ->
                                switch (last.fate()) {
                                    case FIXED -> hitSince ? "still there" : "fixed";
                                    case STILL_THERE -> "still there";
                                    case CHANGED ->
                                            hitSince ? "still there" : "changed: " + last.now();
                                });
        return new Finding(
                key.subject(),
                subject.scenario(),
                subject.variant(),
                subject.reference(),
                subject.words(),
                key.signature(),
                found.property,
                found.kind,
                found.message,
                found.count,
                part.runs,
                found.lowest,
                found.fewest,
                found.steps == Long.MAX_VALUE ? 0 : found.steps,
                found.first,
                found.story()
                        .map(story ->
                                new Finding.Story(
                                        story.seed(),
                                        story.size(),
                                        story.runs(),
                                        story.oneMinimal(),
                                        story.exhausted(),
                                        story.canonical(),
                                        story.failure())),
                found.lines,
                fate,
                fate.contains("fixed")
                        ? part.runs - Objects.requireNonNull(verified).subjectRuns()
                        : 0,
                names.get(key).get());
    }
}

package dev.rehearsal.campaign;

import dev.rehearsal.campaign.summary.Finding;
import dev.rehearsal.campaign.summary.Summary;

import io.vavr.Tuple;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

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
 *
 * <p>Over 500 lines because each entry is added up and told again in one place.
 */
final class Ledger {

    /** So many moments are kept of how a campaign went; then every second one. */
    private static final int POINTS_MAX = 400;

    /** What is known of one subject. */
    static final class Part {
        final SeedSet done = new SeedSet();
        final Behaviours behaviours = new Behaviours();
        final Histograms logs = new Histograms();
        long runs;
        long failing;
        long cpuNanos;
        long steps;
        long nanos;
        long vacuous;
        long inconclusive;
        long newsAtRuns;
    }

    /** By subject, then by signature. */
    record Key(String subject, String signature) implements Comparable<Key> {

        private static final Comparator<Key> ORDER =
                Comparator.comparing(Key::subject).thenComparing(Key::signature);

        @Override
        public int compareTo(Key other) {
            return ORDER.compare(this, other);
        }
    }

    /** What is known of one finding. */
    static final class Found {
        final String property;
        final String kind;
        final Instant first;
        String message;
        long count;
        long lowest;
        long fewest;
        long steps = Long.MAX_VALUE;
        Vector<String> lines = Vector.empty();
        final List<Entry.Shrunk> shrunk = new ArrayList<>();
        final Set<Attempt> attempts = new HashSet<>();
        Entry.@Nullable Verified verified;
        long lastHitAtRuns;

        Found(String property, String kind, String message, long seed, Instant first) {
            this.property = property;
            this.kind = kind;
            this.message = message;
            this.lowest = seed;
            this.fewest = seed;
            this.first = first;
        }

        /** Whether it was found fixed before and not hit since: the runs since then count on. */
        boolean staysFixed(Entry.Verified again) {
            return verified != null
                    && verified.fate() == Entry.Fate.FIXED
                    && again.fate() == Entry.Fate.FIXED
                    && lastHitAtRuns <= verified.subjectRuns();
        }

        boolean isStoppage() {
            return lines.nonEmpty();
        }

        /** The smallest story from a seed that is the lowest or has the shortest run, else any. */
        Option<Entry.Shrunk> story() {
            Vector<Entry.Shrunk> all = Vector.ofAll(shrunk);
            Vector<Entry.Shrunk> proper =
                    all.filter(one -> one.seed() == lowest || one.seed() == fewest);
            return (proper.isEmpty() ? all : proper).sorted(SMALLEST).headOption();
        }
    }

    /** That a story was to be shrunk from a seed. */
    record Attempt(long seed, int level) {}

    private static final Comparator<Entry.Shrunk> SMALLEST =
            Comparator.comparingInt(
                            (Entry.Shrunk one) -> one.size().operations() + one.size().decisions())
                    .thenComparingInt(one -> one.size().decisions())
                    .thenComparingLong(one -> one.size().steps())
                    .thenComparing(Entry.Shrunk::seed, Long::compareUnsigned)
                    .thenComparing(Entry.Shrunk::level, Comparator.reverseOrder());

    final TreeMap<String, Part> parts = new TreeMap<>();
    final TreeMap<Key, Found> findings = new TreeMap<>();
    final List<Entry.Session> sessions = new ArrayList<>();
    private final TreeMap<String, Long> goals = new TreeMap<>();
    private final TreeMap<String, Entry.Tally> faults = new TreeMap<>();
    private final List<Summary.Point> points = new ArrayList<>();
    private int pointsEvery = 1;
    private int sincePoint;
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
                        && found.attempts.add(new Attempt(unshrunk.seed(), unshrunk.level()));
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
        point(some.ended(), news);
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
        point(stopped.at(), known == null);
        return true;
    }

    private boolean add(Entry.Shrunk shrunk) {
        Found found = findings.get(new Key(shrunk.subject(), shrunk.signature()));
        if (found == null || !found.attempts.add(new Attempt(shrunk.seed(), shrunk.level()))) {
            return false;
        }
        shrinkCpuNanos += shrunk.cpuNanos();
        found.shrunk.add(shrunk);
        return true;
    }

    private void point(Instant at, boolean news) {
        sincePoint++;
        if (!news && sincePoint < pointsEvery) {
            return;
        }
        sincePoint = 0;
        points.add(new Summary.Point(at, runs, findings.size(), behaviours));
        if (points.size() > POINTS_MAX) {
            for (int i = points.size() - 2; i > 0; i -= 2) {
                points.remove(i);
            }
            pointsEvery *= 2;
        }
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
                                        session.jobs(),
                                        session.duration(),
                                        session.shard(),
                                        session.shards())),
                discovery(),
                end);
    }

    private Vector<Summary.Point> discovery() {
        Vector<Summary.Point> all =
                Vector.ofAll(points).sorted(Comparator.comparing(Summary.Point::at));
        if (all.isEmpty()) {
            return all;
        }
        return all.append(new Summary.Point(all.last().at(), runs, findings.size(), behaviours));
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
        int colon = key.subject().indexOf(':');
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
                colon < 0 ? key.subject() : key.subject().substring(0, colon),
                colon < 0 ? Option.none() : Option.some(key.subject().substring(colon + 1)),
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

    /** What stands in the journals of several folders, as if it had been one campaign. */
    static io.vavr.Tuple2<Ledger, Vector<Entry>> merged(Vector<Path> journals) {
        Ledger whole = new Ledger();
        List<Entry> kept = new ArrayList<>();
        List<Entry> later = new ArrayList<>();
        Set<String> sessions = new HashSet<>();
        for (Path journal : journals) {
            Journal.read(
                    journal,
                    entry -> {
                        switch (entry) {
                            case Entry.Runs _, Entry.Stopped _ -> {
                                if (whole.add(entry)) {
                                    kept.add(entry);
                                }
                            }
                            case Entry.Session _ -> {
                                if (sessions.add(EntryText.of(entry))) {
                                    whole.add(entry);
                                    kept.add(entry);
                                }
                            }
                            case Entry.Shrunk _,
                                    Entry.Unshrunk _,
                                    Entry.Verified _,
                                    Entry.Canary _,
                                    Entry.Closed _ -> {
                                if (sessions.add(EntryText.of(entry))) {
                                    later.add(entry);
                                }
                            }
                        }
                    });
        }
        for (Entry entry : later) {
            if (whole.add(entry)) {
                kept.add(entry);
            }
        }
        return Tuple.of(whole, Vector.ofAll(kept));
    }
}

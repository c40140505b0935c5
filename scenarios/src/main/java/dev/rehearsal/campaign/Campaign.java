package dev.rehearsal.campaign;

import dev.rehearsal.campaign.summary.Summary;
import dev.rehearsal.decision.FaultKind;
import dev.rehearsal.faults.FaultChoice;
import dev.rehearsal.faults.Injector;
import dev.rehearsal.scenario.Catalogue;
import dev.rehearsal.scenario.Property;
import dev.rehearsal.scenario.Scenario;
import dev.rehearsal.scenario.Settings;
import dev.rehearsal.scenarios.register.ReplicatedRegister;
import dev.rehearsal.simulation.Strategy;
import dev.rehearsal.spelling.Names;

import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Many seeds of some scenarios, run in worker processes, with all that came of them in one folder.
 *
 * <p>Shape: an immutable value that says what is to be done; {@link #run} does it. The seeds are a
 * range, all of which are run under every subject, or as many as there is time for.
 *
 * <p>Order: the subject that had the least processor time is next, with its lowest seeds. What
 * comes of a range does not depend on how many workers there are or on how often the work was
 * interrupted: not the findings, their stories, or any count; only figures of time do.
 *
 * <p>Durability: a process that is killed loses the runs that were under way. {@link #resuming}
 * goes on where the folder ends, and runs its findings again first.
 *
 * <p>Errors: what cannot be begun is refused with {@link CampaignException}. A run that hangs, ends
 * its process or finds no memory is a finding.
 */
public final class Campaign {

    /** A run may take that much processor time, or wait so long, before it counts as hanging. */
    public static final Duration HANG_USUAL = Duration.ofSeconds(60);

    private static final int HEAP_USUAL = 512;

    final Path dir;
    Vector<Settings> settings = Vector.empty();
    FaultChoice faults = FaultChoice.SWARM;
    Strategy strategy = Strategy.TIME;
    Option<SeedRange> seeds = Option.none();
    Option<Duration> duration = Option.none();
    int shard;
    int shards = 1;
    int jobs = Runtime.getRuntime().availableProcessors();
    boolean resume;
    boolean untilPlateau;
    Vector<String> goals = Vector.empty();
    Map<String, Long> effects = LinkedHashMap.empty();
    Duration hang = HANG_USUAL;
    int heapMegabytes = HEAP_USUAL;
    Vector<Path> classPath = Vector.empty();
    Settings canary = new ReplicatedRegister().settings();
    Duration canaryEvery = Duration.ofMinutes(10);
    Duration grace = Duration.ofMinutes(1);
    Machine machine = Machine.THIS;

    /** Seeds from one to another, both included; unsigned. */
    record SeedRange(long first, long last) {}

    private Campaign(Path dir) {
        this.dir = dir;
    }

    /** The same, to be changed in one thing before anybody sees it. */
    private Campaign(Campaign from) {
        dir = from.dir;
        settings = from.settings;
        faults = from.faults;
        strategy = from.strategy;
        seeds = from.seeds;
        duration = from.duration;
        shard = from.shard;
        shards = from.shards;
        jobs = from.jobs;
        resume = from.resume;
        untilPlateau = from.untilPlateau;
        goals = from.goals;
        effects = from.effects;
        hang = from.hang;
        heapMegabytes = from.heapMegabytes;
        classPath = from.classPath;
        canary = from.canary;
        canaryEvery = from.canaryEvery;
        grace = from.grace;
        machine = from.machine;
    }

    private Campaign with(Consumer<Campaign> change) {
        Campaign other = new Campaign(this);
        change.accept(other);
        return other;
    }

    /** A campaign in a folder, which is made if it is not there. */
    public static Campaign in(Path dir) {
        return new Campaign(dir);
    }

    /** With one more scenario, which workers load by its name or its class. */
    public Campaign scenario(Scenario scenario) {
        return scenario(scenario.settings());
    }

    /** With one more scenario, as it is set. */
    public Campaign scenario(Settings one) {
        return with(change -> change.settings = settings.append(one));
    }

    /** Under other faults; {@code swarm} unless said otherwise. */
    public Campaign faults(FaultChoice choice) {
        return with(change -> change.faults = choice);
    }

    /** With a strategy that chooses when messages arrive; virtual time unless said otherwise. */
    public Campaign choosing(Strategy chooser) {
        return with(change -> change.strategy = chooser);
    }

    /**
     * Every scenario with every seed of a range.
     *
     * @param first and {@code last} seed, both included, as unsigned numbers
     */
    public Campaign seeds(long first, long last) {
        if (Long.compareUnsigned(first, last) > 0 || last - first < 0) {
            throw new CampaignException(
                    "a range must not end before it begins, nor have 2^63 seeds: first="
                            + SeedText.of(first)
                            + " last="
                            + SeedText.of(last));
        }
        return with(change -> change.seeds = Option.some(new SeedRange(first, last)));
    }

    /** As many seeds as there is time for. */
    public Campaign lasting(Duration time) {
        if (!time.isPositive()) {
            throw new CampaignException("a duration must be positive: duration=" + time);
        }
        return with(change -> change.duration = Option.some(time));
    }

    /** Only the {@code index}-th of every {@code count} seeds, from 0. */
    public Campaign shard(int index, int count) {
        if (index < 0 || index >= count) {
            throw new CampaignException(
                    "a shard must be I/N with I in [0, N): shard=" + index + "/" + count);
        }
        return with(change -> {
            change.shard = index;
            change.shards = count;
        });
    }

    /** With so many workers; as many as there are processors unless said otherwise. */
    public Campaign jobs(int count) {
        if (count < 1) {
            throw new CampaignException("there must be a worker: jobs=" + count);
        }
        return with(change -> change.jobs = count);
    }

    /** Going on with what the folder holds, if it holds anything. */
    public Campaign resuming() {
        return with(change -> change.resume = true);
    }

    /** Ending when hardly any run shows anything new; {@link Behaviours} says how that is known. */
    public Campaign untilPlateau() {
        return with(change -> change.untilPlateau = true);
    }

    /** Red unless a run reaches that goal. */
    public Campaign expectGoal(String name) {
        return with(change -> change.goals = goals.append(name));
    }

    /** Red unless that many faults of a kind take effect. */
    public Campaign expectFault(String kind, long atLeast) {
        Vector<String> known =
                FaultKind.FAULTS
                        .map(FaultKind::label)
                        .appendAll(Injector.kinds().map(Injector::label))
                        .distinct();
        if (!known.contains(kind)) {
            String near = Names.suggest(kind, known);
            throw new CampaignException(
                    "an expected fault must be of a kind that exists: kind="
                            + kind
                            + (near.isEmpty() ? "; kinds are " + known.mkString(", ") : near));
        }
        return with(change -> change.effects = effects.put(kind, atLeast));
    }

    /** With another limit for a run that hangs. */
    public Campaign hangingAfter(Duration time) {
        return with(change -> change.hang = time);
    }

    /** With that much memory for each worker. */
    public Campaign workerHeap(int megabytes) {
        return with(change -> change.heapMegabytes = megabytes);
    }

    /** With folders and jars that workers need besides the class path of this process. */
    public Campaign classPath(Vector<Path> paths) {
        return with(change -> change.classPath = paths);
    }

    /**
     * With another planted bug to look for, under {@code lossy} faults: the campaign is red if it
     * is not found in {@value Crew#CANARY_RUNS} runs, when it begins, when it ends, and every so
     * often between.
     */
    public Campaign canary(Settings planted, Duration every) {
        return with(change -> {
            change.canary = planted;
            change.canaryEvery = every;
        });
    }

    /** With another time, after its end, in which findings without a story are still shrunk. */
    Campaign grace(Duration time) {
        return with(change -> change.grace = time);
    }

    /** On another machine, as tests have them. */
    Campaign on(Machine other) {
        return with(change -> change.machine = other);
    }

    // ----------------------------------------------------------------------------------------
    // doing

    /** Does it, and tells nobody meanwhile. */
    public Summary run() {
        return run(Watcher.NOBODY);
    }

    /**
     * Does it. Who interrupts the thread ends it; what was done is kept and summarised, and the
     * thread stays interrupted.
     *
     * @throws CampaignException when it cannot be begun
     */
    public Summary run(Watcher watcher) {
        requireEnd();
        if (!resume && Folder.holdsCampaign(dir)) {
            throw new CampaignException(
                    "a folder that holds a campaign is only gone on with when told so: "
                            + dir
                            + "; add --resume, or name another folder by --dir");
        }
        Catalogue catalogue = Catalogue.of(loader());
        Vector<Subject> subjects = settings.map(one -> Subject.of(one, loader()));
        requireDifferent(subjects);
        requireGoals();
        boolean interrupted = false;
        try (Folder folder = Folder.take(dir)) {
            Ledger ledger = new Ledger();
            try (Journal journal = Journal.open(machine, Folder.journal(dir), ledger::add)) {
                Crew crew = new Crew(this, subjects, folder, ledger, journal, watcher, catalogue);
                interrupted = crew.work();
            }
            Summary summary = ledger.summary(dir, unmet(ledger));
            if (Folder.holdsCampaign(dir)) {
                derive(folder, summary, catalogue, watcher);
            }
            return summary;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** What cannot be written does not undo what was found. */
    static void derive(Folder folder, Summary summary, Catalogue catalogue, Watcher watcher) {
        try {
            folder.derive(summary, catalogue);
        } catch (UncheckedIOException e) {
            watcher.say(
                    "the report in "
                            + folder.dir()
                            + " could not be written: "
                            + e.getCause()
                            + "; the journal is whole, --resume writes the report again");
        }
    }

    /**
     * Several campaigns as one, in a folder of its own.
     *
     * @throws CampaignException when two of them ran the same seeds in different pieces
     */
    public static Summary merge(Vector<Path> dirs, Path into, Catalogue catalogue) {
        for (Path dir : dirs) {
            if (!Folder.holdsCampaign(dir)) {
                throw new CampaignException(
                        "what is merged must hold a campaign: there is no journal in " + dir);
            }
        }
        if (Folder.holdsCampaign(into)) {
            throw new CampaignException(
                    "a merged campaign needs a folder of its own: "
                            + into
                            + " holds one already; name another by --dir");
        }
        Merge merged = Merge.of(dirs.map(Folder::journal));
        requireAlike(merged.ledger());
        try (Folder folder = Folder.take(into)) {
            try (Journal journal = Journal.open(Machine.THIS, Folder.journal(into), _ -> {})) {
                merged.entries().forEach(journal::append);
            }
            Summary summary = merged.ledger().summary(into, Vector.empty());
            folder.derive(summary, catalogue);
            return summary;
        }
    }

    private static void requireAlike(Ledger ledger) {
        Vector<String> faults = Vector.ofAll(ledger.sessions).map(Entry.Session::faults).distinct();
        Vector<Vector<String>> set =
                Vector.ofAll(ledger.sessions).map(Entry.Session::set).distinct();
        if (faults.size() > 1 || set.size() > 1) {
            throw new CampaignException(
                    "campaigns that are merged must have the same faults and settings: faults="
                            + faults.mkString(", ")
                            + " set="
                            + set.map(one -> one.mkString(" ")).mkString(", "));
        }
    }

    /** What was expected and did not come, so far. */
    Vector<String> unmet(Ledger ledger) {
        Summary summary = ledger.summary(dir, Vector.empty());
        return goals.filter(name -> summary.goals().getOrElse(name, 0L) == 0)
                .map(name -> "the goal " + name + " was expected, and no run reached it")
                .appendAll(
                        effects.toVector()
                                .filter(kind -> effective(summary, kind._1) < kind._2)
                                .map(kind ->
                                        "of "
                                                + kind._1
                                                + " faults at least "
                                                + kind._2
                                                + " were expected to take effect, and "
                                                + effective(summary, kind._1)
                                                + " did"));
    }

    private static long effective(Summary summary, String kind) {
        return summary.faults().get(kind).map(Summary.FaultCount::effective).getOrElse(0L);
    }

    // -------------------------------------------------------------------------------------
    // refusals

    private void requireEnd() {
        if (settings.isEmpty()) {
            throw new CampaignException("a campaign needs a scenario: name some, or use --all");
        }
        if (seeds.isDefined() && duration.isDefined()) {
            throw new CampaignException(
                    "a campaign ends with its last seed or with its time: give --seeds or --for,"
                            + " not both");
        }
        if (seeds.isEmpty() && duration.isEmpty() && !untilPlateau) {
            throw new CampaignException(
                    "a campaign needs an end: --for 8h, --seeds 0..9999 or --until-plateau");
        }
    }

    private static void requireDifferent(Vector<Subject> subjects) {
        Vector<String> names = subjects.map(Subject::name);
        names.find(name -> names.count(name::equals) > 1)
                .forEach(name -> {
                    throw new CampaignException(
                            "each scenario must be there once, or with another planted bug: "
                                    + name);
                });
    }

    private void requireGoals() {
        Vector<String> known =
                settings.flatMap(one ->
                        one.cluster()
                                .properties()
                                .filter(Property.Sometimes.class::isInstance)
                                .map(Property::name));
        goals.find(name -> !known.contains(name))
                .forEach(name -> {
                    throw new CampaignException(
                            "an expected goal must be one of a scenario: goal="
                                    + name
                                    + "; goals are "
                                    + (known.isEmpty() ? "none" : known.mkString(", ")));
                });
    }

    /** What the workers can load. */
    ClassLoader loader() {
        ClassLoader own = Campaign.class.getClassLoader();
        if (classPath.isEmpty()) {
            return own;
        }
        List<URL> urls = new ArrayList<>();
        for (Path path : classPath) {
            try {
                if (!Files.exists(path)) {
                    throw new CampaignException("a class path must exist: " + path);
                }
                urls.add(path.toUri().toURL());
            } catch (MalformedURLException e) {
                throw new CampaignException("a class path must name files: " + path, e);
            }
        }
        return new URLClassLoader(urls.toArray(URL[]::new), own);
    }
}

package dev.rehearsal.campaign;

import dev.rehearsal.campaign.summary.Summary;
import dev.rehearsal.scenario.Catalogue;

import io.vavr.collection.Vector;
import io.vavr.control.Option;

import org.jspecify.annotations.Nullable;

import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The workers of one session and what they are given: one thread decides, and writes the journal.
 *
 * <p>Order of what a free worker gets: findings of earlier sessions; the canary, when it is due; a
 * finding without a story, to be shrunk; now and then, where there is time, a story to be shrunk
 * further; else seeds of the subject that had the least processor time.
 *
 * <p>A worker that ends without a word may have been ended by something else. Its seeds are run
 * again in halves; a seed that ends two workers alone is what did it.
 *
 * <p>Over 500 lines because one thread makes every decision of a session, and what becomes of a
 * task is read beside what it was given for.
 */
final class Crew {

    /** A planted bug that takes longer is not found. */
    static final int CANARY_RUNS = 200;

    private static final int LEVEL_0_RUNS = 20_000;
    private static final int LEVEL_1_RUNS = 100_000;
    private static final int LEVEL_MAX = 6;

    /** The part of the processor time that goes into making stories smaller. */
    private static final double SHRINK_SHARE = 0.2;

    private static final Duration BATCH_MIN = Duration.ofMillis(100);
    private static final Duration BATCH_MAX = Duration.ofSeconds(5);
    private static final int BATCH_RUNS_MAX = 50_000;
    private static final int BATCH_FIRST = 8;

    private static final long TICK_MILLIS = 200;
    private static final Duration SILENCE_MAX = Duration.ofSeconds(60);
    private static final Duration DERIVE_EVERY = Duration.ofMinutes(10);
    private static final Duration GRACE = Duration.ofMinutes(1);
    private static final Duration DISK_PATIENCE = Duration.ofMinutes(10);
    private static final Duration DISK_PAUSE = Duration.ofSeconds(2);
    private static final int STARTS_MAX = 3;

    /** What hardly shows anything new: fewer than one run in a thousand, and nothing for long. */
    static final double PLATEAU = 0.001;

    static final long PLATEAU_RUNS_MIN = 1_000;

    private final Campaign campaign;
    private final Vector<Subject> subjects;
    private final int canary;
    private final Folder folder;
    private final Ledger ledger;
    private final Journal journal;
    private final Watcher watcher;
    private final Catalogue catalogue;
    private final String hello;
    private final String helloCanary;
    private final LinkedBlockingQueue<WorkerProcess.Event> events = new LinkedBlockingQueue<>();
    private final List<WorkerProcess> workers = new ArrayList<>();
    private final Deque<Task.Verify> verifications = new ArrayDeque<>();
    private final Deque<Task.Run> suspects = new ArrayDeque<>();
    private final Map<Long, Integer> deaths = new HashMap<>();
    private final Seeds[] seeds;
    private final Entry.Session session;
    private final long begunNanos = System.nanoTime();
    private final long runsBefore;
    private @Nullable WorkerProcess canaryWorker;
    private long canaryNanos = Long.MIN_VALUE;
    private boolean canaryAtEnd;
    private int startsFailed;
    private long derivedNanos = begunNanos;
    private long interruptedNanos;
    private String end = "";

    Crew(
            Campaign campaign,
            Vector<Subject> subjects,
            Folder folder,
            Ledger ledger,
            Journal journal,
            Watcher watcher,
            Catalogue catalogue) {
        this.campaign = campaign;
        this.subjects = subjects;
        this.canary = subjects.size();
        this.folder = folder;
        this.ledger = ledger;
        this.journal = journal;
        this.watcher = watcher;
        this.catalogue = catalogue;
        this.runsBefore = ledger.runs;
        this.hello = Worker.hello(subjects, campaign.faults, campaign.hang);
        this.helloCanary =
                Worker.hello(
                        subjects.append(Subject.of(campaign.canary, Crew.class.getClassLoader())),
                        FaultChoice.named("lossy"),
                        campaign.hang);
        if (!ledger.sessions.isEmpty()) {
            requireSame(ledger.sessions.getLast());
        }
        long[] range = range();
        this.seeds = new Seeds[subjects.size()];
        long first = range[0] + campaign.shard;
        long offsets = range[1] - range[0];
        long count =
                Long.compareUnsigned(offsets, campaign.shard) < 0
                        ? 0
                        : (offsets - campaign.shard) / campaign.shards + 1;
        for (int i = 0; i < seeds.length; i++) {
            seeds[i] =
                    new Seeds(
                            first,
                            campaign.shards,
                            ledger.part(subjects.get(i).name())
                                    .done
                                    .missing(first, campaign.shards, count));
        }
        queueVerifications();
        this.session = session(range);
    }

    // -------------------------------------------------------------------------------------
    // beginning

    /** What was to be run in a folder stays so; only scenarios, seeds and time may be others. */
    private void requireSame(Entry.Session last) {
        String faults = campaign.faults.text();
        if (!last.faults().equals(faults)) {
            throw different("--faults", last.faults(), faults);
        }
        if (!last.set().equals(set())) {
            throw different("--set", last.set().mkString(" "), set().mkString(" "));
        }
        if (last.shard() != campaign.shard || last.shards() != campaign.shards) {
            throw different(
                    "--shard",
                    last.shard() + "/" + last.shards(),
                    campaign.shard + "/" + campaign.shards);
        }
    }

    private CampaignException different(String option, String was, String is) {
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

    /** The settings of all subjects, without those that differ by subject. */
    private Vector<String> set() {
        return subjects.flatMap(
                        subject -> subject.set().map(value -> value._1 + "=" + value._2).toVector())
                .distinct()
                .sorted();
    }

    /** The seeds that were asked for, or a part of all of them that nobody else has. */
    private long[] range() {
        if (campaign.seeds.isDefined()) {
            return new long[] {campaign.seeds.get().first(), campaign.seeds.get().last()};
        }
        long first =
                Vector.ofAll(ledger.sessions)
                        .find(session -> session.duration().isDefined())
                        .map(Entry.Session::first)
                        .getOrElse(() -> new SecureRandom().nextLong() & (-1L >>> 2));
        return new long[] {first, first + (-1L >>> 3)};
    }

    private Entry.Session session(long[] range) {
        Runtime.Version java = Runtime.version();
        String version = Crew.class.getPackage().getImplementationVersion();
        return new Entry.Session(
                Instant.now(),
                version == null ? "development" : version,
                Runtime.getRuntime().availableProcessors()
                        + " processors, "
                        + System.getProperty("os.name")
                        + " "
                        + System.getProperty("os.arch"),
                java + " " + System.getProperty("java.vendor"),
                subjects.map(Subject::name),
                campaign.faults.text(),
                set(),
                range[0],
                range[1],
                campaign.duration.orElse(() ->
                        campaign.seeds.isEmpty() ? Option.some(Duration.ZERO) : Option.none()),
                campaign.shard,
                campaign.shards,
                campaign.jobs);
    }

    private void queueVerifications() {
        Summary known = ledger.summary(folder.dir(), Vector.empty());
        known.findings()
                .forEach(finding -> {
                    int subject = subjects.indexWhere(one -> one.name().equals(finding.subject()));
                    if (subject >= 0) {
                        verifications.add(
                                new Task.Verify(
                                        subject,
                                        finding.signature(),
                                        finding.lowest(),
                                        finding.story().map(story -> story.failure()).getOrNull()));
                    }
                });
    }

    // ---------------------------------------------------------------------------------------
    // working

    /** Works until the end, whatever that is, and writes down why it ended. */
    void work() {
        try {
            append(session);
            while (true) {
                decideEnd();
                fill();
                if (!end.isEmpty() && !owesCanary() && workers.stream().allMatch(Crew::isIdle)) {
                    break;
                }
                WorkerProcess.Event event = events.poll(TICK_MILLIS, TimeUnit.MILLISECONDS);
                if (event != null) {
                    hear(event);
                }
                look();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            end = "interrupted";
        } catch (DiskFull e) {
            watcher.say(e.getMessage());
            end = "disk";
        } finally {
            workers.forEach(WorkerProcess::kill);
        }
        Entry.Closed closed = new Entry.Closed(Instant.now(), end, elapsedNanos());
        ledger.add(closed);
        if (!end.equals("disk")) {
            try {
                journal.append(closed);
            } catch (UncheckedIOException e) {
                watcher.say("the end could not be written down: " + e.getCause());
            }
        }
    }

    private static boolean isIdle(WorkerProcess worker) {
        return worker.task == null && worker.isReady;
    }

    /** Whether a planted bug is still to be looked for before the end. */
    private boolean owesCanary() {
        return !end.equals("interrupted") && !canaryAtEnd && elapsedNanos() > BATCH_MAX.toNanos();
    }

    private long elapsedNanos() {
        return System.nanoTime() - begunNanos;
    }

    private boolean isLate() {
        return campaign.duration.exists(time -> elapsedNanos() > time.toNanos());
    }

    /** Sees whether the work is done, or is to end, and asks workers to come to an end. */
    private void decideEnd() {
        if (watcher.isInterrupted() && !end.equals("interrupted")) {
            end = "interrupted";
            interruptedNanos = System.nanoTime();
            workers.forEach(WorkerProcess::stop);
        }
        if (end.isEmpty() && isLate()) {
            end = "time";
            workers.stream()
                    .filter(worker -> worker.task instanceof Task.Run)
                    .forEach(WorkerProcess::stop);
        }
        if (end.isEmpty()
                && campaign.untilPlateau
                && subjects.forAll(subject -> isOnPlateau(subject.name()))) {
            end = "plateau";
        }
    }

    private boolean isOnPlateau(String subject) {
        Ledger.Part part = ledger.part(subject);
        return part.runs >= PLATEAU_RUNS_MIN
                && part.behaviours.unseen() < PLATEAU
                && part.newsAtRuns <= part.runs / 2;
    }

    private void fill() {
        while (true) {
            WorkerProcess free =
                    workers.stream()
                            .filter(worker -> worker.isReady && worker.task == null)
                            .filter(worker -> worker != canaryWorker)
                            .findFirst()
                            .orElse(null);
            boolean room =
                    workers.stream().filter(worker -> worker != canaryWorker).count()
                            < campaign.jobs;
            if (free == null && !room) {
                return;
            }
            if (free == null) {
                if (!hasWork()) {
                    return;
                }
                workers.add(start(hello));
                continue;
            }
            Task next = next();
            if (next == null) {
                return;
            }
            free.give(next);
        }
    }

    private WorkerProcess start(String greeting) {
        return WorkerProcess.start(
                campaign.machine, greeting, campaign.classPath, campaign.heapMegabytes, events);
    }

    /** Whether another worker would have something to do. */
    private boolean hasWork() {
        return end.isEmpty() || needsStory() != null && !end.equals("interrupted");
    }

    private @Nullable Task next() {
        if (end.equals("interrupted")) {
            return null;
        }
        if (!verifications.isEmpty() && end.isEmpty()) {
            return verifications.poll();
        }
        Task story = needsStory();
        if (story != null && !isPastGrace()) {
            return story;
        }
        if (!end.isEmpty()) {
            return null;
        }
        if (campaign.seeds.isEmpty()
                && ledger.shrinkCpuNanos < SHRINK_SHARE * ledger.cpuNanos() / (1 - SHRINK_SHARE)
                && inFlight(Task.Shrink.class) == 0) {
            Task further = further(LEVEL_MAX);
            if (further != null) {
                return further;
            }
        }
        Task run = runs();
        if (run != null) {
            return run;
        }
        if (inFlight(Task.Run.class) > 0) {
            return null;
        }
        Task further = further(1);
        if (further == null && inFlight(Task.class) == 0) {
            end = "done";
        }
        return further;
    }

    private boolean isPastGrace() {
        return campaign.duration.exists(time -> elapsedNanos() > time.plus(GRACE).toNanos());
    }

    private long inFlight(Class<? extends Task> kind) {
        return workers.stream().filter(worker -> kind.isInstance(worker.task)).count();
    }

    // -------------------------------------------------------------------------------------
    // shrinking

    /** A finding of which nobody has told a story yet. */
    private @Nullable Task needsStory() {
        for (var finding : ledger.findings.entrySet()) {
            Ledger.Found found = finding.getValue();
            if (!found.isStoppage() && found.attempts.isEmpty()) {
                Task.Shrink task = shrink(finding.getKey(), found, found.lowest, 0);
                if (task != null) {
                    return task;
                }
            }
        }
        return null;
    }

    /** A story to be told, or told shorter, of the lowest seed or the shortest run. */
    private @Nullable Task further(int levelMax) {
        for (int level = 0; level <= levelMax; level++) {
            for (var finding : ledger.findings.entrySet()) {
                Ledger.Found found = finding.getValue();
                if (found.isStoppage()) {
                    continue;
                }
                for (long seed : new long[] {found.lowest, found.fewest}) {
                    if (level > 0 && !isCut(found, seed, level - 1)
                            || found.attempts.contains(new Ledger.Attempt(seed, level))) {
                        continue;
                    }
                    Task.Shrink task = shrink(finding.getKey(), found, seed, level);
                    if (task != null) {
                        return task;
                    }
                }
            }
        }
        return null;
    }

    /** Whether a search ended by its budget. */
    private static boolean isCut(Ledger.Found found, long seed, int level) {
        return found.shrunk.stream()
                .anyMatch(one -> one.seed() == seed && one.level() == level && !one.exhausted());
    }

    private Task.@Nullable Shrink shrink(Ledger.Key key, Ledger.Found found, long seed, int level) {
        int subject = subjects.indexWhere(one -> one.name().equals(key.subject()));
        boolean underWay =
                workers.stream()
                        .anyMatch(worker ->
                                worker.task instanceof Task.Shrink task
                                        && task.subject() == subject
                                        && task.signature().equals(key.signature())
                                        && (level == 0 && found.attempts.isEmpty()
                                                || task.seed() == seed && task.level() == level));
        if (subject < 0 || underWay) {
            return null;
        }
        String before =
                found.shrunk.stream()
                        .filter(one -> one.seed() == seed && one.level() == level - 1)
                        .map(Entry.Shrunk::failure)
                        .findFirst()
                        .orElse(null);
        int runsMax = level == 0 ? LEVEL_0_RUNS : LEVEL_1_RUNS << 2 * Math.max(0, level - 1);
        return new Task.Shrink(subject, key.signature(), seed, level, runsMax, before);
    }

    // ------------------------------------------------------------------------------------------
    // seeds

    private @Nullable Task runs() {
        Task.Run suspect = suspects.poll();
        if (suspect != null) {
            return suspect;
        }
        int least = -1;
        long leastCpu = Long.MAX_VALUE;
        for (int i = 0; i < seeds.length; i++) {
            Ledger.Part part = ledger.part(subjects.get(i).name());
            long cpu = part.cpuNanos + seeds[i].estimatedNanos;
            boolean done = campaign.untilPlateau && isOnPlateau(subjects.get(i).name());
            if (cpu < leastCpu && !seeds[i].isEmpty() && !done) {
                least = i;
                leastCpu = cpu;
            }
        }
        return least < 0 ? null : batch(least);
    }

    /** As many seeds as take a while: a short one in the beginning, so that little can be lost. */
    private Task.Run batch(int subject) {
        Ledger.Part part = ledger.part(subjects.get(subject).name());
        long target = Math.clamp(elapsedNanos() / 50, BATCH_MIN.toNanos(), BATCH_MAX.toNanos());
        long mean = part.runs == 0 ? 0 : Math.max(1, part.cpuNanos / part.runs);
        int count = part.runs == 0 ? BATCH_FIRST : Math.clamp(target / mean, 1, BATCH_RUNS_MAX);
        Task.Run run = seeds[subject].take(subject, count);
        seeds[subject].estimatedNanos += mean * run.count();
        return run;
    }

    /** What was not done of some seeds can be done by others. */
    private void giveBack(WorkerProcess worker) {
        if (worker.task instanceof Task.Run run) {
            if (run.subject() != canary && run.count() > 0) {
                seeds[run.subject()].put(run);
            }
            settle(run);
        }
        worker.task = null;
    }

    private void settle(Task.Run run) {
        if (run.subject() != canary && inFlight(Task.Run.class) <= 1) {
            for (Seeds all : seeds) {
                all.estimatedNanos = 0;
            }
        }
    }

    // ----------------------------------------------------------------------------------------
    // hearing

    private void hear(WorkerProcess.Event event) {
        switch (event) {
            case WorkerProcess.Event.Said said -> hear(said.worker(), said.line());
            case WorkerProcess.Event.Ended ended -> ended(ended.worker(), ended.code());
        }
    }

    private void hear(WorkerProcess worker, String line) {
        if (line.equals("{\"ready\":{}}")) {
            worker.isReady = true;
            startsFailed = 0;
            if (worker == canaryWorker) {
                worker.give(new Task.Run(canary, ledger.runs, 1, CANARY_RUNS, true));
            }
        } else if (line.equals("{\"idle\":{}}")) {
            giveBack(worker);
            if (worker == canaryWorker) {
                retire(worker);
            }
        } else {
            hear(worker, EntryText.read(line));
        }
    }

    private void hear(WorkerProcess worker, Entry entry) {
        Task task = worker.task;
        switch (entry) {
            case Entry.Runs runs when task instanceof Task.Run run && run.subject() == canary ->
                    append(
                            new Entry.Canary(
                                    runs.subject(),
                                    runs.failing().nonEmpty(),
                                    runs.count(),
                                    Instant.now()));
            case Entry.Runs runs -> {
                tell(runs);
                append(runs);
                worker.task = rest((Task.Run) task, runs.count());
            }
            case Entry.Stopped stopped -> stopped(worker, stopped);
            case Entry.Verified verified ->
                    append(
                            new Entry.Verified(
                                    verified.subject(),
                                    verified.signature(),
                                    verified.fate(),
                                    verified.now(),
                                    ledger.part(verified.subject()).runs,
                                    verified.at()));
            case Entry.Shrunk _,
                    Entry.Unshrunk _,
                    Entry.Canary _,
                    Entry.Session _,
                    Entry.Closed _ ->
                    append(entry);
        }
    }

    private static Task.Run rest(Task.Run run, int done) {
        return new Task.Run(
                run.subject(), run.seed(done), run.stride(), run.count() - done, run.untilFound());
    }

    /** A run came to no end; what a worker was at otherwise has no result. */
    private void stopped(WorkerProcess worker, Entry.Stopped stopped) {
        switch (worker.task) {
            case Task.Run run when run.subject() == canary -> {
                append(new Entry.Canary(stopped.subject(), false, 1, Instant.now()));
                worker.task = null;
            }
            case Task.Run run -> {
                if (!ledger.findings.containsKey(
                        new Ledger.Key(stopped.subject(), stopped.signature()))) {
                    watcher.say(found(stopped.subject(), stopped.signature(), stopped.seed()));
                }
                append(stopped);
                worker.task = rest(run, 1);
            }
            case Task.Shrink shrink ->
                    append(
                            new Entry.Unshrunk(
                                    stopped.subject(),
                                    shrink.signature(),
                                    shrink.seed(),
                                    shrink.level(),
                                    stopped.message()));
            case Task.Verify verify ->
                    append(
                            new Entry.Verified(
                                    stopped.subject(),
                                    verify.signature(),
                                    Worker.fate(verify.signature(), stopped.signature()),
                                    stopped.signature(),
                                    ledger.part(stopped.subject()).runs,
                                    stopped.at()));
            case null -> {}
        }
    }

    /** Says what is new. */
    private void tell(Entry.Runs runs) {
        for (Entry.Failing failing : runs.failing()) {
            if (!ledger.findings.containsKey(new Ledger.Key(runs.subject(), failing.signature()))) {
                watcher.say(found(runs.subject(), failing.signature(), failing.lowest()));
            }
        }
    }

    private static String found(String subject, String signature, long seed) {
        return "found: " + signature + " in " + subject + ", seed " + SeedText.of(seed);
    }

    private void ended(WorkerProcess worker, int code) {
        workers.remove(worker);
        if (worker == canaryWorker) {
            if (worker.task != null || !worker.isReady) {
                append(
                        new Entry.Canary(
                                campaign.canary.scenario().name(), false, 0, Instant.now()));
            }
            canaryWorker = null;
            return;
        }
        if (!worker.isReady) {
            startsFailed++;
            if (startsFailed >= STARTS_MAX) {
                throw new CampaignException(
                        "a worker process must start: it ended with code "
                                + code
                                + ", "
                                + STARTS_MAX
                                + " times; it said: "
                                + worker.lastWords().mkString(" | "));
            }
            return;
        }
        if (code == Worker.STOPPED || !end.isEmpty()) {
            giveBack(worker);
            return;
        }
        died(worker, code);
    }

    private void died(WorkerProcess worker, int code) {
        String how = "its process ended with code " + code;
        switch (worker.task) {
            case Task.Run run when run.count() > 1 -> {
                int half = run.count() / 2;
                Task.Run rest = rest(run, half);
                suspects.addFirst(rest);
                suspects.addFirst(
                        new Task.Run(run.subject(), run.first(), run.stride(), half, false));
                settle(run);
            }
            case Task.Run run when run.count() == 1 -> {
                String subject = subjects.get(run.subject()).name();
                if (deaths.merge(run.first() * 31 + run.subject(), 1, Integer::sum) < 2) {
                    suspects.addFirst(run);
                } else {
                    append(
                            new Entry.Stopped(
                                    subject,
                                    run.first(),
                                    run.stride(),
                                    "died",
                                    subjects.get(run.subject()).scenario(),
                                    how + ", twice",
                                    worker.lastWords().prepend(how),
                                    Instant.now()));
                }
                settle(run);
            }
            case Task.Shrink shrink ->
                    append(
                            new Entry.Unshrunk(
                                    subjects.get(shrink.subject()).name(),
                                    shrink.signature(),
                                    shrink.seed(),
                                    shrink.level(),
                                    how));
            case Task.Verify verify -> {
                String subject = subjects.get(verify.subject()).name();
                append(
                        new Entry.Verified(
                                subject,
                                verify.signature(),
                                Entry.Fate.CHANGED,
                                how,
                                ledger.part(subject).runs,
                                Instant.now()));
            }
            case Task.Run _ -> {}
            case null -> {}
        }
    }

    private void retire(WorkerProcess worker) {
        worker.kill();
    }

    // ----------------------------------------------------------------------------------------
    // looking

    /** Sends the canary, kills who is silent, and shows how far it is. */
    private void look() {
        for (WorkerProcess worker : List.copyOf(workers)) {
            boolean over = !end.isEmpty() && !(worker.task instanceof Task.Run) && isPastGrace();
            if (worker.silentNanos() > SILENCE_MAX.toNanos() || over || isToGo(worker)) {
                worker.kill();
            }
        }
        boolean due =
                canaryNanos == Long.MIN_VALUE
                        || System.nanoTime() - canaryNanos > campaign.canaryEvery.toNanos();
        boolean last = !end.isEmpty() && owesCanary();
        if (canaryWorker == null && (due && end.isEmpty() || last)) {
            canaryAtEnd = !end.isEmpty();
            canaryNanos = System.nanoTime();
            canaryWorker = start(helloCanary);
            workers.add(canaryWorker);
        }
        if (System.nanoTime() - derivedNanos > DERIVE_EVERY.toNanos()) {
            Campaign.derive(
                    folder,
                    ledger.summary(folder.dir(), campaign.unmet(ledger)),
                    catalogue,
                    watcher);
            derivedNanos = System.nanoTime();
        }
        watcher.progress(progress());
    }

    /** Who interrupts waits for the present runs, a while, and for no search. */
    private boolean isToGo(WorkerProcess worker) {
        return end.equals("interrupted")
                && (!(worker.task instanceof Task.Run)
                        || System.nanoTime() - interruptedNanos > BATCH_MAX.toNanos());
    }

    private Watcher.Progress progress() {
        double seconds = Math.max(1e-3, elapsedNanos() / 1e9);
        Duration elapsed = Duration.ofNanos(elapsedNanos());
        return new Watcher.Progress(
                ledger.runs,
                (ledger.runs - runsBefore) / seconds,
                ledger.simulated(),
                ledger.findings.size(),
                ledger.goalsMet(),
                ledger.goals(),
                elapsed,
                campaign.duration.map(
                        time -> time.compareTo(elapsed) > 0 ? time.minus(elapsed) : Duration.ZERO),
                campaign.seeds.map(_ -> Vector.of(seeds).map(Seeds::left).sum().longValue()));
    }

    // ----------------------------------------------------------------------------------------
    // writing

    /** The disk stayed full. */
    private static final class DiskFull extends RuntimeException {
        private static final long serialVersionUID = 1L;

        DiskFull(String message) {
            super(message, null, false, false);
        }
    }

    /** Writes an entry down before it counts; waits for a disk that is full to have room again. */
    private void append(Entry entry) {
        long since = System.nanoTime();
        for (boolean told = false; ; told = true) {
            try {
                journal.append(entry);
                break;
            } catch (UncheckedIOException e) {
                if (!told) {
                    watcher.say(
                            "the journal cannot be written now: "
                                    + e.getCause().getMessage()
                                    + "; waiting for room on the disk of "
                                    + folder.dir());
                }
                if (System.nanoTime() - since > DISK_PATIENCE.toNanos()
                        || watcher.isInterrupted()
                        || isLate()) {
                    throw new DiskFull(
                            "the journal could not be written, and the campaign ends: "
                                    + e.getCause().getMessage()
                                    + "; what is in it is whole, go on with --resume");
                }
                pause();
            }
        }
        ledger.add(entry);
    }

    private void pause() {
        try {
            campaign.machine.pause(DISK_PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

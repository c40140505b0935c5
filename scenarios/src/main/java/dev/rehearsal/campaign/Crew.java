package dev.rehearsal.campaign;

import dev.rehearsal.faults.FaultChoice;
import dev.rehearsal.scenario.Catalogue;
import dev.rehearsal.simulation.Strategy;

import io.vavr.collection.Vector;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The workers of one session and what they are given: one thread decides, and writes the journal.
 *
 * <p>Order of what a free worker gets: findings of earlier sessions; a finding without a story, to
 * be shrunk ({@link Stories}); now and then, where there is time, a story to be shrunk further;
 * else seeds ({@link Rota}). The canary has a worker of its own.
 */
final class Crew {

    /** A planted bug that takes longer is not found. */
    static final int CANARY_RUNS = 200;

    private static final long TICK_MILLIS = 200;
    private static final Duration SILENCE_MAX = Duration.ofSeconds(60);
    private static final Duration DERIVE_EVERY = Duration.ofMinutes(10);
    private static final int STARTS_MAX = 3;

    private final Campaign campaign;
    private final Vector<Subject> subjects;
    private final int canary;
    private final Folder folder;
    private final Ledger ledger;
    private final Pen pen;
    private final Watcher watcher;
    private final Catalogue catalogue;
    private final String hello;
    private final String helloCanary;
    private final LinkedBlockingQueue<WorkerProcess.Event> events = new LinkedBlockingQueue<>();
    private final List<WorkerProcess> workers = new ArrayList<>();
    private final Deque<Task.Verify> verifications;
    private final Entry.Session session;
    private final Rota rota;
    private final Stories stories;
    private final long begunNanos = System.nanoTime();
    private final long runsBefore;
    private @Nullable WorkerProcess canaryWorker;
    private long canaryNanos = Long.MIN_VALUE;
    private boolean canaryAtEnd;
    private int startsFailed;
    private long deriveNanos = Duration.ofMinutes(1).toNanos();
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
        this.pen =
                new Pen(
                        campaign,
                        journal,
                        ledger,
                        watcher,
                        () -> watcher.isInterrupted() || isLate());
        this.watcher = watcher;
        this.catalogue = catalogue;
        this.runsBefore = ledger.runs;
        this.hello = Worker.hello(subjects, campaign.faults, campaign.strategy, campaign.hang);
        this.helloCanary =
                Worker.hello(
                        subjects.append(Subject.of(campaign.canary, Crew.class.getClassLoader())),
                        FaultChoice.named("lossy"),
                        Strategy.TIME,
                        campaign.hang);
        Opening opening = Opening.of(campaign, subjects, ledger);
        this.session = opening.session();
        this.rota = new Rota(campaign, subjects, ledger, opening.range());
        this.stories = new Stories(subjects, ledger, workers);
        this.verifications = new ArrayDeque<>(opening.known().asJava());
    }

    // ---------------------------------------------------------------------------------------
    // working

    /** Works until the end, and writes down why it came; whether the thread was interrupted. */
    boolean work() {
        boolean interrupted = false;
        try {
            pen.append(session);
            while (true) {
                decideEnd();
                fill();
                if (!end.isEmpty()
                        && !owesCanary()
                        && workers.stream().allMatch(WorkerProcess::isIdle)) {
                    break;
                }
                WorkerProcess.Event event = events.poll(TICK_MILLIS, TimeUnit.MILLISECONDS);
                if (event != null) {
                    hear(event);
                }
                look();
            }
        } catch (InterruptedException _) {
            interrupted = true;
            end = "interrupted";
        } catch (Pen.DiskFull e) {
            watcher.say(e.getMessage());
            end = "disk";
        } finally {
            workers.forEach(WorkerProcess::kill);
        }
        pen.close(new Entry.Closed(Instant.now(), end, elapsedNanos()));
        return interrupted;
    }

    /** Whether a planted bug is still to be looked for before the end. */
    private boolean owesCanary() {
        return !end.equals("interrupted")
                && !canaryAtEnd
                && elapsedNanos() > Rota.BATCH_MAX.toNanos();
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
                && subjects.forAll(subject -> ledger.part(subject.name()).isOnPlateau())) {
            end = "plateau";
        }
    }

    private void fill() {
        while (true) {
            WorkerProcess free =
                    workers.stream()
                            .filter(worker -> worker != canaryWorker && worker.isIdle())
                            .findFirst()
                            .orElse(null);
            boolean room =
                    workers.stream().filter(worker -> worker != canaryWorker).count()
                            < campaign.jobs;
            if (free == null) {
                if (!room || !hasWork()) {
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
        return end.isEmpty()
                || !end.equals("interrupted") && !isPastGrace() && stories.untold() != null;
    }

    private @Nullable Task next() {
        if (end.equals("interrupted")) {
            return null;
        }
        if (!verifications.isEmpty() && end.isEmpty()) {
            return verifications.poll();
        }
        Task story = stories.untold();
        if (story != null && !isPastGrace()) {
            return story;
        }
        if (!end.isEmpty()) {
            return null;
        }
        if (campaign.seeds.isEmpty() && stories.areBehind() && inFlight(Task.Shrink.class) == 0) {
            Task further = stories.further(Stories.LEVEL_MAX);
            if (further != null) {
                return further;
            }
        }
        Task run = rota.next(elapsedNanos());
        if (run != null) {
            return run;
        }
        if (inFlight(Task.Run.class) > 0) {
            return null;
        }
        Task further = stories.further(Stories.LEVEL_OF_RANGE);
        if (further == null && inFlight(Task.class) == 0) {
            end = "done";
        }
        return further;
    }

    private boolean isPastGrace() {
        return campaign.duration.exists(
                time -> elapsedNanos() > time.plus(campaign.grace).toNanos());
    }

    private long inFlight(Class<? extends Task> kind) {
        return workers.stream().filter(worker -> kind.isInstance(worker.task)).count();
    }

    // ----------------------------------------------------------------------------------------
    // hearing

    /** A worker is free; what it did not do of its seeds can be done by others. */
    private void release(WorkerProcess worker) {
        if (worker.task instanceof Task.Run run && run.subject() != canary) {
            rota.putBack(run);
            settle();
        }
        worker.task = null;
    }

    private void settle() {
        if (inFlight(Task.Run.class) <= 1) {
            rota.settle();
        }
    }

    private void hear(WorkerProcess.Event event) throws InterruptedException {
        switch (event) {
            case WorkerProcess.Event.Said said -> hear(said.worker(), said.line());
            case WorkerProcess.Event.Ended ended -> ended(ended.worker(), ended.code());
        }
    }

    private void hear(WorkerProcess worker, String line) throws InterruptedException {
        if (line.equals("{\"ready\":{}}")) {
            worker.isReady = true;
            startsFailed = 0;
            if (worker == canaryWorker) {
                worker.give(new Task.Run(canary, ledger.runs, 1, CANARY_RUNS, true));
            }
        } else if (line.equals("{\"idle\":{}}")) {
            release(worker);
            if (worker == canaryWorker) {
                worker.kill();
            }
        } else {
            hear(worker, EntryText.read(line));
        }
    }

    private void hear(WorkerProcess worker, Entry entry) throws InterruptedException {
        Task task = worker.task;
        switch (entry) {
            case Entry.Runs runs when task instanceof Task.Run run && run.subject() == canary ->
                    pen.append(
                            new Entry.Canary(
                                    runs.subject(),
                                    runs.failing().nonEmpty(),
                                    runs.count(),
                                    Instant.now()));
            case Entry.Runs runs -> {
                tell(runs);
                pen.append(runs);
                worker.task = ((Task.Run) task).rest(runs.count());
            }
            case Entry.Stopped stopped -> stopped(worker, stopped);
            case Entry.Verified verified ->
                    pen.append(
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
                    pen.append(entry);
        }
    }

    /** A run came to no end; what a worker was at otherwise has no result. */
    private void stopped(WorkerProcess worker, Entry.Stopped stopped) throws InterruptedException {
        worker.hasStopped = true;
        switch (worker.task) {
            case Task.Run run when run.subject() == canary -> {
                pen.append(new Entry.Canary(stopped.subject(), false, 1, Instant.now()));
                worker.task = null;
            }
            case Task.Run run -> {
                if (!ledger.findings.containsKey(
                        new Ledger.Key(stopped.subject(), stopped.signature()))) {
                    watcher.say(found(stopped.subject(), stopped.signature(), stopped.seed()));
                }
                pen.append(stopped);
                worker.task = run.rest(1);
            }
            case Task.Shrink shrink ->
                    pen.append(
                            new Entry.Unshrunk(
                                    stopped.subject(),
                                    shrink.signature(),
                                    shrink.seed(),
                                    shrink.level(),
                                    stopped.message()));
            case Task.Verify verify ->
                    pen.append(
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

    private void ended(WorkerProcess worker, int code) throws InterruptedException {
        workers.remove(worker);
        if (worker == canaryWorker) {
            canaryWorker = null;
            canaryEnded(worker, code);
            return;
        }
        if (!worker.isReady) {
            if (++startsFailed >= STARTS_MAX) {
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
        if (worker.hasStopped || !end.isEmpty()) {
            release(worker);
            return;
        }
        died(worker, code);
    }

    /** Who interrupts does not wait for it; else one that ends without a word has not found it. */
    private void canaryEnded(WorkerProcess worker, int code) throws InterruptedException {
        if (worker.isIdle() || end.equals("interrupted")) {
            return;
        }
        watcher.say(
                "the planted bug was not found: the worker that looked for it ended with code "
                        + code
                        + "; it said: "
                        + worker.lastWords().mkString(" | "));
        pen.append(new Entry.Canary(campaign.canary.scenario().name(), false, 0, Instant.now()));
    }

    private void died(WorkerProcess worker, int code) throws InterruptedException {
        String how = "its process ended with code " + code;
        switch (worker.task) {
            case Task.Run run -> {
                for (Entry.Stopped dead : rota.died(run, how, worker.lastWords())) {
                    pen.append(dead);
                }
                settle();
            }
            case Task.Shrink shrink ->
                    pen.append(
                            new Entry.Unshrunk(
                                    subjects.get(shrink.subject()).name(),
                                    shrink.signature(),
                                    shrink.seed(),
                                    shrink.level(),
                                    how));
            case Task.Verify verify ->
                    pen.append(
                            new Entry.Verified(
                                    subjects.get(verify.subject()).name(),
                                    verify.signature(),
                                    Entry.Fate.CHANGED,
                                    how,
                                    ledger.part(subjects.get(verify.subject()).name()).runs,
                                    Instant.now()));
            case null -> {}
        }
    }

    // ----------------------------------------------------------------------------------------
    // looking

    /** Sends the canary, kills who is silent, and shows how far it is. */
    private void look() {
        for (WorkerProcess worker : List.copyOf(workers)) {
            boolean runs = worker == canaryWorker || worker.task instanceof Task.Run;
            boolean over = !end.isEmpty() && !runs && isPastGrace();
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
        if (elapsedNanos() > deriveNanos) {
            Campaign.derive(
                    folder,
                    ledger.summary(folder.dir(), campaign.unmet(ledger)),
                    catalogue,
                    watcher);
            deriveNanos = elapsedNanos() + DERIVE_EVERY.toNanos();
        }
        watcher.progress(progress());
    }

    /** Who interrupts waits for the present runs, a while, and for no search. */
    private boolean isToGo(WorkerProcess worker) {
        return end.equals("interrupted")
                && (worker == canaryWorker
                        || !(worker.task instanceof Task.Run)
                        || System.nanoTime() - interruptedNanos > Rota.BATCH_MAX.toNanos());
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
                campaign.seeds.map(_ -> rota.left()));
    }
}

package dev.rehearsal.cli;

import dev.rehearsal.failure.Failure;
import dev.rehearsal.failure.FailureFile;
import dev.rehearsal.scenario.Catalogue;
import dev.rehearsal.scenario.Scenario;
import dev.rehearsal.spelling.Amount;
import dev.rehearsal.spelling.Names;
import dev.rehearsal.zoo.Bug;
import dev.rehearsal.zoo.Entry;
import dev.rehearsal.zoo.Hunter;
import dev.rehearsal.zoo.Place;
import dev.rehearsal.zoo.Records;
import dev.rehearsal.zoo.Watch;
import dev.rehearsal.zoo.ZooPage;

import io.vavr.collection.Vector;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** {@code zoo}: which of the planted bugs are found, how soon, and how small. */
@Command(
        name = "zoo",
        header = "Measure how many planted bugs are found, how soon, and how small.",
        description = {
            "Hunt every planted bug from five start seeds under the one profile swarm, shrink what"
                + " is found, and watch the healthy scenarios for false alarms. What was measured"
                + " is kept in zoo.json, so that a later call goes on: it measures what is missing,"
                + " what has changed, and what was not found under a smaller budget. It is written"
                + " after each row, so that a stop loses what is under way and no more. The page"
                + " zoo.md is written from it, and from what zoo-notes.md says of the bugs that"
                + " were not found, and of seeds of healthy scenarios that failed by a flaw that is"
                + " mended.",
            "",
            "Exit code: 0 all found and no false alarm, 1 a false alarm or a bug that breaks"
                    + " another property than it is known for, 2 wrong call, 3 a bug not found or a"
                    + " seed without a verdict within the budget."
        },
        footer = {
            "  ./rehearse zoo",
            "  ./rehearse zoo --only supervised-kv --budget 10s",
            "  ./rehearse zoo --only R1,R2 --stories scenarios/src/test/resources/zoo",
            "  ./rehearse zoo --add elsewhere/zoo.json"
        })
final class ZooCommand extends Verb {

    private static final long SEEDS_MAX = 1L << 32;
    private static final long STEPS_MAX = 1_000_000_000_000L;

    /** A healthy scenario is watched in so many parts, each as long as a hunt may be. */
    private static final int PARTS_MAX = 10;

    @Option(
            names = "--only",
            paramLabel = "NAME",
            split = ",",
            order = 1,
            description =
                    "Only these, again: bugs by name or id, scenarios with all their bugs, also by"
                            + " class name. May be given more than once.")
    private List<String> only = new ArrayList<>();

    @Option(
            names = "--budget",
            paramLabel = "DURATION",
            order = 2,
            defaultValue = "60s",
            description = "Processor time for each hunt (default: 60s).")
    private String budget = "60s";

    @Option(
            names = "--healthy",
            paramLabel = "SEEDS",
            order = 3,
            defaultValue = "10000",
            description =
                    "So many seeds of each healthy scenario as it is now, 0 for none (default:"
                        + " 10000); they go on where the ledger ends, in one call for at most ten"
                        + " times the budget of a hunt.")
    private String healthy = "10000";

    @Option(
            names = "--jobs",
            paramLabel = "N",
            order = 4,
            description = "How many at once (default: the number of processors).")
    private @Nullable String jobs;

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            order = 5,
            defaultValue = "docs",
            description = "Where zoo.json, zoo.md and zoo-notes.md are (default: docs).")
    private Path dir = Path.of("docs");

    @Option(
            names = "--stories",
            paramLabel = "DIR",
            order = 6,
            description =
                    "Write the shrunk story of each bug into that folder, a failure file each.")
    private @Nullable Path stories;

    @Option(
            names = "--shrink",
            paramLabel = "STEPS",
            order = 7,
            defaultValue = "40e6",
            description =
                    "So many steps for each story, in all runs that its shrinking takes (default:"
                            + " 40e6).")
    private String shrink = "40e6";

    @Option(
            names = "--search",
            paramLabel = "STATES",
            order = 8,
            defaultValue = "200000",
            description =
                    "Hold each story against searches of all states with its operations: so many"
                            + " states without faults, a quarter of that with each fault more, 0"
                            + " for none (default: 200000). What was told by an earlier call is"
                            + " searched if its file is in --stories.")
    private String search = "200000";

    @Option(
            names = "--code",
            paramLabel = "VERSION",
            order = 9,
            description =
                    "What to call the code that is measured, such as its commit (default: the"
                            + " version of Rehearsal).")
    private @Nullable String code;

    @Option(
            names = "--add",
            paramLabel = "FILE",
            split = ",",
            order = 10,
            description =
                    "Measure nothing: add what was measured elsewhere, in these zoo.json, and write"
                            + " the page. May be given more than once.")
    private List<Path> added = new ArrayList<>();

    @Mixin private final ClassPathOption classPath = new ClassPathOption();

    private Vector<Bug> bugs = Vector.empty();
    private Records records = Records.NONE;

    ZooCommand(Shell shell) {
        super(shell);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        long nanos = Durations.parse("--budget", budget).toNanos();
        long seeds = Counts.parse("--healthy", healthy, 0, SEEDS_MAX);
        int threads =
                jobs == null
                        ? Runtime.getRuntime().availableProcessors()
                        : (int) Counts.parse("--jobs", jobs, 1024);
        Catalogue catalogue = classPath.catalogue(shell);
        bugs = Bug.of(catalogue.all().filter(Systems::hasNodes));
        only = only.stream().map(word -> known(catalogue, word)).toList();
        records = read(dir.resolve("zoo.json"));
        Hunter hunter =
                new Hunter(
                        nanos,
                        Counts.parse("--shrink", shrink, STEPS_MAX),
                        Counts.parse("--search", search, 0, STEPS_MAX),
                        CpuTime::nanos,
                        new Place(
                                code == null ? Main.version() : code,
                                machine(),
                                LocalDate.now(ZoneOffset.UTC).toString()));
        if (added.isEmpty()) {
            measure(work(catalogue, hunter, seeds), hunter, seeds, threads);
        } else {
            add();
        }
        ZooPage page = page();
        write("zoo.md", page.text());
        ZooAnswer answer =
                new ZooAnswer(
                        shell,
                        bugs.filter(this::isAsked).filter(bug -> records.of(bug).isDefined()),
                        records.only(bugs.filter(bug -> isAsked(bug.scenario()))).watches(),
                        page);
        if (json) {
            answer("rehearsal.zoo/1", answer::write);
        } else {
            answer.tell(dir.resolve("zoo.md"));
        }
        return answer.exitCode();
    }

    private void add() throws IOException {
        if (!only.isEmpty()) {
            throw new Refusal("--add measures nothing, and takes no --only");
        }
        for (Path file : added) {
            if (!Files.exists(shell.resolve(file))) {
                throw new Refusal("--add must name files that are there: --add=" + file);
            }
            records = records.with(read(file));
        }
        write("zoo.json", records.text());
    }

    /** What a word calls: bugs and scenarios of the catalogue, or a class of the user's own. */
    private String known(Catalogue catalogue, String word) {
        if (bugs.exists(bug -> bug.isCalled(word))) {
            return word;
        }
        if (word.contains(".")) {
            try {
                Scenario own = catalogue.named(word);
                bugs = bugs.appendAll(Bug.of(Vector.of(own)));
                return own.name();
            } catch (IllegalArgumentException e) {
                throw new Refusal(e.getMessage(), e);
            }
        }
        throw new Refusal(
                "--only must name a bug, its id or its scenario: --only="
                        + word
                        + Names.suggest(
                                word,
                                bugs.flatMap(bug ->
                                                Vector.of(
                                                                bug.variant().name(),
                                                                bug.scenario().name())
                                                        .appendAll(bug.id()))
                                        .distinct()));
    }

    private boolean isAsked(Bug bug) {
        return only.isEmpty() || only.stream().anyMatch(bug::isCalled);
    }

    private boolean isAsked(Scenario scenario) {
        return only.isEmpty() || only.contains(scenario.name());
    }

    private static String machine() {
        return Runtime.getRuntime().availableProcessors()
                + " processors, "
                + System.getProperty("os.arch")
                + ", "
                + System.getProperty("java.vm.name")
                + " "
                + Runtime.version().feature();
    }

    // ---------------------------------------------------------------------------------------- work

    /** What is to be recorded when a piece of work ends. */
    private sealed interface Result {}

    private record OfBug(Bug bug, Entry entry) implements Result {}

    private record OfStory(Bug bug, Vector<Hunter.Told> told) implements Result {}

    /**
     * A part of the ledger.
     *
     * @param left how many parts may follow in this call
     */
    private record OfHealthy(Scenario scenario, Watch watch, int left) implements Result {}

    private List<Callable<Result>> work(Catalogue catalogue, Hunter hunter, long seeds) {
        Vector<Bug> wanted =
                bugs.filter(this::isAsked)
                        .filter(bug ->
                                !only.isEmpty()
                                        || records.of(bug)
                                                .forAll(entry -> !hunter.isSettled(entry, bug)));
        Vector<Scenario> watched =
                seeds == 0
                        ? Vector.empty()
                        : bugs.map(Bug::scenario).distinctBy(Scenario::name).filter(this::isAsked);
        long nanos = hunter.budgetNanos();
        shell.err(
                Amount.of(wanted.size(), "bug")
                        + ", "
                        + Hunter.HUNTS
                        + " hunts of at most "
                        + ZooAnswer.seconds(nanos)
                        + " each; "
                        + Amount.of(watched.size(), "healthy scenario")
                        + " up to "
                        + Amount.of(seeds, "seed")
                        + ", at most "
                        + ZooAnswer.seconds(PARTS_MAX * nanos)
                        + " each; at most "
                        + ZooAnswer.seconds(
                                nanos * (wanted.size() * Hunter.HUNTS + watched.size() * PARTS_MAX))
                        + " of CPU time in all, and the shrinking");
        List<Callable<Result>> work = new ArrayList<>();
        for (Bug bug : wanted) {
            work.add(() -> new OfBug(bug, hunter.hunt(bug)));
        }
        for (Bug bug : bugs.filter(this::isAsked).removeAll(wanted)) {
            for (Entry entry : records.of(bug)) {
                if (!hunter.isTold(entry, bug)) {
                    work.add(shrink(hunter, bug, entry));
                } else if (!hunter.isSearched(entry)) {
                    kept(catalogue, bug)
                            .filter(story -> hunter.isStoryOf(entry, story))
                            .forEach(story -> work.add(search(hunter, bug, entry, story)));
                }
            }
        }
        for (Scenario scenario : watched) {
            work.add(watch(hunter, scenario, seeds, PARTS_MAX));
        }
        return work;
    }

    private Callable<Result> watch(Hunter hunter, Scenario scenario, long seeds, int parts) {
        Vector<Watch> before = records.of(scenario.name());
        return () -> new OfHealthy(scenario, hunter.watch(scenario, before, seeds), parts - 1);
    }

    private static Callable<Result> shrink(Hunter hunter, Bug bug, Entry entry) {
        return () -> new OfStory(bug, hunter.shrink(bug, entry).toVector());
    }

    private static Callable<Result> search(Hunter hunter, Bug bug, Entry entry, Failure story) {
        return () -> new OfStory(bug, Vector.of(hunter.searched(new Hunter.Told(entry, story))));
    }

    /** The story of a bug that an earlier call has written. */
    private io.vavr.control.Option<Failure> kept(Catalogue catalogue, Bug bug) {
        return io.vavr.control.Option.of(stories)
                .map(folder -> shell.resolve(folder).resolve(bug.fileName()))
                .filter(Files::exists)
                .map(file -> FailureFile.read(file, catalogue));
    }

    /** What is to be done when that has been. */
    private Vector<Callable<Result>> next(Result result, Hunter hunter, long seeds) {
        return switch (result) {
            case OfBug(Bug bug, Entry entry) when !hunter.isTold(entry, bug) ->
                    Vector.of(shrink(hunter, bug, entry));
            case OfHealthy(Scenario scenario, Watch watch, int left)
                    when left > 0 && watch.seeds() > 0 ->
                    Vector.of(watch(hunter, scenario, seeds, left));
            case OfBug _, OfStory _, OfHealthy _ -> Vector.empty();
        };
    }

    /** Whatever ends is recorded at once: a stop loses no more than what is under way. */
    private void measure(List<Callable<Result>> work, Hunter hunter, long seeds, int threads)
            throws IOException, InterruptedException {
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            CompletionService<Result> ends = new ExecutorCompletionService<>(pool);
            work.forEach(ends::submit);
            int open = work.size();
            try {
                while (open > 0) {
                    Result result = ends.take().get();
                    open--;
                    record(result);
                    for (Callable<Result> next : next(result, hunter, seeds)) {
                        ends.submit(next);
                        open++;
                    }
                }
            } catch (ExecutionException e) {
                pool.shutdownNow();
                throw e.getCause() instanceof RuntimeException known
                        ? known
                        : new IllegalStateException(e.getCause());
            }
        }
    }

    private void record(Result result) throws IOException {
        switch (result) {
            case OfBug(Bug bug, Entry entry) -> {
                records = records.with(entry);
                shell.err(ZooAnswer.line(bug, entry));
            }
            case OfStory(Bug bug, Vector<Hunter.Told> told) -> {
                for (Hunter.Told one : told) {
                    records = records.with(one.entry());
                    keep(bug, one.story());
                    shell.err(ZooAnswer.line(bug, one.entry()));
                }
            }
            case OfHealthy(Scenario scenario, Watch watch, int _) -> {
                records = records.with(watch);
                if (watch.seeds() > 0) {
                    shell.err(
                            ZooAnswer.line(
                                    scenario.name(), Vector.of(watch), watch.alarms().size()));
                }
            }
        }
        write("zoo.json", records.text());
        write("zoo.md", page().text());
        shell.savedSoFar("what was measured so far is in " + dir.resolve("zoo.json"));
    }

    private void keep(Bug bug, Failure story) {
        if (stories != null && story.shrinking().exists(Failure.Shrinking::oneMinimal)) {
            FailureFile.write(story, shell.resolve(stories).resolve(bug.fileName()));
        }
    }

    // --------------------------------------------------------------------------------------- files

    private String text(Path name) throws IOException {
        Path file = shell.resolve(name);
        return Files.exists(file) ? Files.readString(file) : "";
    }

    private ZooPage page() throws IOException {
        return new ZooPage(
                bugs, records.only(bugs), ZooPage.notes(text(dir.resolve("zoo-notes.md"))));
    }

    private Records read(Path file) throws IOException {
        String text = text(file);
        try {
            return text.isEmpty() ? Records.NONE : Records.read(text);
        } catch (IllegalArgumentException e) {
            throw new Refusal(file + ": " + e.getMessage(), e);
        }
    }

    private void write(String name, String text) throws IOException {
        Path folder = Files.createDirectories(shell.resolve(dir));
        Path whole = Files.writeString(folder.resolve("." + name + ".new"), text);
        Files.move(whole, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }
}

package dev.rehearsal.cli;

import com.fasterxml.jackson.core.JsonGenerator;

import dev.rehearsal.failure.Failure;
import dev.rehearsal.failure.FailureFile;
import dev.rehearsal.scenario.Catalogue;
import dev.rehearsal.scenario.Names;
import dev.rehearsal.scenario.Scenario;
import dev.rehearsal.zoo.Bug;
import dev.rehearsal.zoo.Entry;
import dev.rehearsal.zoo.Hunt;
import dev.rehearsal.zoo.Hunter;
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
import java.util.Locale;
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
                + " what has changed, and what was not found under a smaller budget. The page"
                + " zoo.md is written from it, and from what zoo-notes.md says of the bugs that"
                + " were not found.",
            "",
            "Exit code: 0 all found and no false alarm, 1 a false alarm or a bug that breaks"
                    + " another property than it is known for, 2 wrong call, 3 a bug not found or a"
                    + " seed without a verdict within the budget."
        },
        footer = {
            "  ./rehearse zoo",
            "  ./rehearse zoo --only supervised-kv --budget 10s",
            "  ./rehearse zoo --only R1,R2 --stories scenarios/src/test/resources/zoo"
        })
final class ZooCommand extends Verb {

    private static final double SECOND = 1e9;
    private static final long SEEDS_MAX = 1L << 32;

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
                    "So many seeds of each healthy scenario in all, 0 for none (default: 10000); in"
                            + " one call for at most ten times the budget of a hunt.")
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

    @Mixin private final ClassPathOption classPath = new ClassPathOption();

    private Vector<Bug> bugs = Vector.empty();
    private Records records = Records.NONE;

    ZooCommand(Shell shell) {
        super(shell);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        long nanos = SearchOptions.nanos("--budget", budget);
        long seeds = healthy.equals("0") ? 0 : Counts.parse("--healthy", healthy, SEEDS_MAX);
        int threads =
                jobs == null
                        ? Runtime.getRuntime().availableProcessors()
                        : (int) Counts.parse("--jobs", jobs, 1024);
        Catalogue catalogue = classPath.catalogue(shell);
        bugs = Bug.of(catalogue.all().filter(Systems::hasNodes));
        only = only.stream().map(word -> known(catalogue, word)).toList();
        records = read();
        Hunter hunter =
                new Hunter(
                        nanos,
                        CpuTime::nanos,
                        new Entry.Place(machine(), LocalDate.now(ZoneOffset.UTC).toString()));
        measure(work(hunter, seeds), threads);
        ZooPage page = page();
        write("zoo.md", page.text());
        if (json) {
            answer("rehearsal.zoo/1", object -> write(object, page));
        } else {
            tell(page);
        }
        return exitCode(page);
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

    /** A piece of work that ends with what is to be recorded. */
    private record Work(String name, Callable<Result> what) {}

    private sealed interface Result {}

    private record OfBug(Bug bug, Hunter.Measured measured) implements Result {}

    private record OfHealthy(Watch watch) implements Result {}

    private List<Work> work(Hunter hunter, long seeds) {
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
                Words.count(wanted.size(), "bug")
                        + ", "
                        + Hunter.HUNTS
                        + " hunts of at most "
                        + seconds(nanos)
                        + " each; "
                        + Words.count(watched.size(), "healthy scenario")
                        + " up to "
                        + Words.count(seeds, "seed")
                        + ", at most "
                        + seconds(Hunter.WATCH_BUDGETS * nanos)
                        + " each; at most "
                        + seconds(
                                nanos
                                        * (wanted.size() * Hunter.HUNTS
                                                + watched.size() * Hunter.WATCH_BUDGETS))
                        + " of CPU time in all, and the shrinking");
        List<Work> work = new ArrayList<>();
        for (Bug bug : wanted) {
            work.add(new Work(bug.name(), () -> new OfBug(bug, hunter.measure(bug))));
        }
        for (Scenario scenario : watched) {
            io.vavr.control.Option<Watch> before = records.of(scenario.name());
            work.add(
                    new Work(
                            scenario.name(),
                            () -> new OfHealthy(hunter.watch(scenario, before, seeds))));
        }
        return work;
    }

    private void measure(List<Work> work, int threads) throws IOException, InterruptedException {
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            CompletionService<Result> ends = new ExecutorCompletionService<>(pool);
            work.forEach(one -> ends.submit(one.what()));
            try {
                for (int done = 1; done <= work.size(); done++) {
                    record(ends.take().get(), done + " of " + work.size());
                }
            } catch (ExecutionException e) {
                pool.shutdownNow();
                throw e.getCause() instanceof RuntimeException known
                        ? known
                        : new IllegalStateException(e.getCause());
            }
        }
    }

    private void record(Result result, String progress) throws IOException {
        switch (result) {
            case OfBug(Bug bug, Hunter.Measured measured) -> {
                records = records.with(measured.entry());
                if (stories != null) {
                    Path folder = shell.resolve(stories);
                    measured.story()
                            .filter(story ->
                                    story.shrinking().exists(Failure.Shrinking::oneMinimal))
                            .forEach(story ->
                                    FailureFile.write(story, folder.resolve(bug.fileName())));
                }
                shell.err("(" + progress + ") " + line(bug, measured.entry()));
            }
            case OfHealthy(Watch watch) -> {
                records = records.with(watch);
                shell.err("(" + progress + ") " + line(watch));
            }
        }
        write("zoo.json", records.text());
        write("zoo.md", page().text());
        shell.savedSoFar("what was measured so far is in " + dir.resolve("zoo.json"));
    }

    // --------------------------------------------------------------------------------------- files

    private String text(String name) throws IOException {
        Path file = shell.resolve(dir.resolve(name));
        return Files.exists(file) ? Files.readString(file) : "";
    }

    private ZooPage page() throws IOException {
        return new ZooPage(bugs, records.only(bugs), ZooPage.notes(text("zoo-notes.md")));
    }

    private Records read() throws IOException {
        String text = text("zoo.json");
        return text.isEmpty() ? Records.NONE : Records.read(text);
    }

    private void write(String name, String text) throws IOException {
        Path folder = Files.createDirectories(shell.resolve(dir));
        Path whole = Files.writeString(folder.resolve("." + name + ".new"), text);
        Files.move(whole, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    // -------------------------------------------------------------------------------------- answer

    private Vector<Bug> shown() {
        return bugs.filter(this::isAsked).filter(bug -> records.of(bug).isDefined());
    }

    private Vector<Watch> watches() {
        return records.watches()
                .filter(watch ->
                        bugs.exists(bug ->
                                bug.scenario().name().equals(watch.scenario())
                                        && isAsked(bug.scenario())));
    }

    private int exitCode(ZooPage page) {
        boolean alarm =
                watches().exists(watch -> watch.alarms().nonEmpty())
                        || shown().exists(bug -> records.of(bug).get().others(bug).nonEmpty());
        boolean open =
                watches().exists(watch -> watch.inconclusive().nonEmpty())
                        || !page.detected().containsAll(shown());
        return alarm ? Exit.VIOLATED : open ? Exit.INCONCLUSIVE : Exit.HOLDS;
    }

    private void tell(ZooPage page) {
        shown().forEach(bug -> shell.out(line(bug, records.of(bug).get())));
        watches().forEach(watch -> shell.out(line(watch)));
        shell.out(
                shown().count(page.detected()::contains)
                        + " of "
                        + shown().size()
                        + " found; "
                        + Words.count(alarms(), "false alarm")
                        + "; the page is "
                        + dir.resolve("zoo.md"));
        for (Bug bug : shown().reject(page.detected()::contains).headOption()) {
            shell.out("hunt it longer:");
            shell.out(shell.command("zoo", List.of("--only", bug.name(), "--budget", "600s")));
        }
        for (Watch watch : watches().filter(one -> one.alarms().nonEmpty()).headOption()) {
            shell.out("see the false alarm:");
            shell.out(
                    shell.command(
                            "run",
                            List.of(
                                    watch.scenario(),
                                    "--faults",
                                    Hunter.FAULTS,
                                    "--seed",
                                    Seeds.text(watch.alarms().head().seed()))));
        }
    }

    private int alarms() {
        return watches().map(watch -> watch.alarms().size()).sum().intValue();
    }

    private static String seconds(long nanos) {
        return String.format(Locale.ROOT, "%,.1f s", nanos / SECOND);
    }

    private static String line(Bug bug, Entry entry) {
        String hunts = ", " + entry.found(bug) + " of " + entry.hunts().size() + " hunts";
        String others =
                entry.others(bug)
                        .headOption()
                        .map(find ->
                                "; instead "
                                        + find.property()
                                        + ", seed "
                                        + Seeds.text(find.seed()))
                        .getOrElse("");
        if (!entry.isDetected(bug)) {
            return "not found: "
                    + bug.name()
                    + hunts
                    + " in "
                    + Words.count(entry.hunts().map(Hunt::seeds).sum().longValue(), "seed")
                    + others;
        }
        return "found: "
                + bug.name()
                + " by "
                + entry.smallest().get().property()
                + hunts
                + ", after "
                + Words.count(entry.seedsMedian(bug).get(), "seed")
                + " and "
                + String.format(
                        Locale.ROOT, "%.2f CPU seconds", entry.cpuNanosMedian(bug).get() / SECOND)
                + "; "
                + Words.count(entry.smallest().get().operations(), "operation")
                + " and "
                + Words.count(entry.smallest().get().decisions(), "fault")
                + (entry.smallest().get().oneMinimal() ? ", 1-minimal" : ", not 1-minimal")
                + others;
    }

    private static String line(Watch watch) {
        return "healthy: "
                + watch.scenario()
                + ", "
                + Words.count(watch.seeds(), "seed")
                + ", "
                + Words.count(watch.alarms().size(), "false alarm")
                + (watch.inconclusive().isEmpty()
                        ? ""
                        : ", " + watch.inconclusive().size() + " without a verdict");
    }

    private void write(JsonGenerator json, ZooPage page) throws IOException {
        json.writeArrayFieldStart("bugs");
        for (Bug bug : shown()) {
            Entry entry = records.of(bug).get();
            json.writeStartObject();
            json.writeStringField("name", bug.variant().name());
            json.writeStringField("id", bug.id().getOrNull());
            json.writeStringField("scenario", bug.scenario().name());
            json.writeBooleanField("detected", entry.isDetected(bug));
            json.writeNumberField("hunts", entry.hunts().size());
            json.writeNumberField("found", entry.found(bug));
            for (long seeds : entry.seedsMedian(bug)) {
                json.writeNumberField("seeds", seeds);
            }
            for (long nanos : entry.cpuNanosMedian(bug)) {
                json.writeNumberField("cpuSeconds", nanos / SECOND);
            }
            for (Entry.Smallest smallest : entry.smallest()) {
                json.writeObjectFieldStart("shrunk");
                json.writeNumberField("operations", smallest.operations());
                json.writeNumberField("faults", smallest.faults());
                json.writeNumberField("decisions", smallest.decisions());
                json.writeBooleanField("oneMinimal", smallest.oneMinimal());
                json.writeEndObject();
                json.writeStringField("property", smallest.property());
            }
            json.writeArrayFieldStart("others");
            for (Hunt.Find find : entry.others(bug)) {
                write(json, find);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeNumberField("detected", shown().count(page.detected()::contains));
        json.writeNumberField("total", shown().size());
        json.writeNumberField("falseAlarms", alarms());
        json.writeArrayFieldStart("healthy");
        for (Watch watch : watches()) {
            json.writeStartObject();
            json.writeStringField("scenario", watch.scenario());
            json.writeNumberField("seeds", watch.seeds());
            json.writeNumberField("inconclusive", watch.inconclusive().size());
            json.writeArrayFieldStart("alarms");
            for (Hunt.Find alarm : watch.alarms()) {
                write(json, alarm);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void write(JsonGenerator json, Hunt.Find find) throws IOException {
        json.writeStartObject();
        json.writeStringField("seed", Seeds.text(find.seed()));
        json.writeStringField("property", find.property());
        json.writeEndObject();
    }
}

package dev.rehearsal.shrink;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;

import dev.rehearsal.decision.Departure;
import dev.rehearsal.decision.Heal;
import dev.rehearsal.decision.PlannedOperation;
import dev.rehearsal.decision.Point;
import dev.rehearsal.failure.Json;
import dev.rehearsal.simulation.Run;
import dev.rehearsal.simulation.Simulation;
import dev.rehearsal.simulation.Story;

import java.io.IOException;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What came of the failing runs of a bug among some consecutive seeds: one line of {@code
 * docs/shrinking.jsonl}, written when it is done. Batches of one bug add up.
 *
 * @param profile the name of the faults
 * @param from the first seed
 * @param to the seed after the last
 * @param results one for each story that failing runs ended in
 * @param cpuMillis of the thread for all of it, the search for failing runs too
 * @param version of the code, as {@code -Dshrink.version=} says
 */
record Batch(
        String bug,
        String profile,
        int from,
        int to,
        List<Result> results,
        long cpuMillis,
        String machine,
        String date,
        String version) {

    /**
     * What came of the failing runs that ended in one story.
     *
     * @param failure the signature
     * @param story in words
     * @param small whether it has at most four operations and two departures
     * @param runs simulations, of each failing run, nothing remembered
     * @param coldMillis CPU time of the thread, of each shrinker that remembered nothing
     */
    record Result(
            String failure,
            String story,
            boolean small,
            boolean oneMinimal,
            boolean canonical,
            List<Integer> runs,
            List<Long> coldMillis) {

        private boolean isLike(Result other) {
            return failure.equals(other.failure)
                    && story.equals(other.story)
                    && oneMinimal == other.oneMinimal
                    && canonical == other.canonical;
        }

        private static <T> List<T> both(List<T> some, List<T> more) {
            return Stream.concat(some.stream(), more.stream()).toList();
        }

        private Result and(Result more) {
            return new Result(
                    failure,
                    story,
                    small,
                    oneMinimal,
                    canonical,
                    both(runs, more.runs),
                    both(coldMillis, more.coldMillis));
        }
    }

    private static final JsonFactory FACTORY = new JsonFactory();

    /**
     * Shrinks the failing runs from a seed on, until there are so many, or no more time: of a
     * result that was begun it is not looked at the time.
     *
     * @param cold so many of them by shrinkers that remember nothing
     */
    static Batch of(Bug bug, int from, int results, int cold, int seedsMax, long cpuMillisMax) {
        Simulation simulation = Simulation.of(bug.settings());
        Shrinker remembering = Shrinker.of(simulation);
        List<Result> done = new ArrayList<>();
        int count = 0;
        long begun = millisSpent();
        int seed = from;
        while (seed < seedsMax
                && count < results
                && (seed == from || millisSpent() - begun < cpuMillisMax)) {
            Run run = bug.run(simulation, seed++);
            if (run.verdict() == Run.Verdict.VIOLATED) {
                boolean fresh = count++ < cold;
                add(done, result(run, fresh ? Shrinker.of(simulation) : remembering, fresh));
            }
        }
        return new Batch(
                bug.name(),
                bug.profile().name(),
                from,
                seed,
                done,
                millisSpent() - begun,
                thisMachine(),
                LocalDate.now(ZoneOffset.UTC).toString(),
                System.getProperty("shrink.version", "development"));
    }

    private static void add(List<Result> done, Result more) {
        for (int i = 0; i < done.size(); i++) {
            if (done.get(i).isLike(more)) {
                done.set(i, done.get(i).and(more));
                return;
            }
        }
        done.add(more);
    }

    private static Result result(Run run, Shrinker shrinker, boolean fresh) {
        long begun = millisSpent();
        Shrunk shrunk = shrinker.shrink(run);
        long spent = millisSpent() - begun;
        String failure = run.violation().get().signature();
        if (!shrunk.after().fails(failure)) {
            throw new AssertionError(
                    "a story must fail as the run did: failure="
                            + failure
                            + " story="
                            + shrunk.after().story());
        }
        Story story = shrunk.after().story();
        return new Result(
                failure,
                text(story),
                story.operations().size() <= 4 && story.departures().size() <= 2,
                shrunk.oneMinimal(),
                shrunk.standing() == Standing.CANONICAL,
                List.of(shrunk.runs()),
                fresh ? List.of(spent) : List.of());
    }

    private static long millisSpent() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / 1_000_000;
    }

    private static String thisMachine() {
        return Runtime.getRuntime().availableProcessors()
                + " processors, "
                + System.getProperty("os.arch")
                + ", Java "
                + System.getProperty("java.version");
    }

    static String text(Story story) {
        String operations = story.operations().map(Batch::text).mkString("; ");
        String departures = story.departures().map(Departure::toString).mkString("; ");
        String heal = story.heal().equals(Heal.USUAL) ? "" : story.heal().toString();
        return List.of(operations, departures, heal).stream()
                .filter(part -> !part.isEmpty())
                .reduce((before, after) -> before + ". " + after)
                .orElse("nothing");
    }

    private static String text(PlannedOperation operation) {
        String begin =
                operation.begin() instanceof Point.At at
                        ? at.nanos() == 0 ? "at once" : "at " + Point.time(at.nanos())
                        : "when " + operation.begin();
        return operation.name() + " " + operation.input() + " " + begin;
    }

    // --------------------------------------------------------------------------------- as a line

    String toJson() {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("bug", bug);
            json.writeStringField("profile", profile);
            json.writeNumberField("from", from);
            json.writeNumberField("to", to);
            json.writeArrayFieldStart("results");
            for (Result result : results) {
                json.writeStartObject();
                json.writeStringField("failure", result.failure);
                json.writeStringField("story", result.story);
                json.writeBooleanField("small", result.small);
                json.writeBooleanField("oneMinimal", result.oneMinimal);
                json.writeBooleanField("canonical", result.canonical);
                json.writeArrayFieldStart("runs");
                for (int runs : result.runs) {
                    json.writeNumber(runs);
                }
                json.writeEndArray();
                json.writeArrayFieldStart("coldMillis");
                for (long millis : result.coldMillis) {
                    json.writeNumber(millis);
                }
                json.writeEndArray();
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeNumberField("cpuMillis", cpuMillis);
            json.writeStringField("machine", machine);
            json.writeStringField("date", date);
            json.writeStringField("version", version);
            json.writeEndObject();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return text.toString();
    }

    /**
     * Reads a line.
     *
     * @throws dev.rehearsal.failure.FailureFileException when it is none
     */
    static Batch read(String line) {
        Json json = Json.read(line);
        return new Batch(
                json.get("bug").text(),
                json.get("profile").text(),
                json.get("from").count(),
                json.get("to").count(),
                json.get("results").list().stream().map(Batch::result).toList(),
                json.get("cpuMillis").count(),
                json.get("machine").text(),
                json.get("date").text(),
                json.get("version").text());
    }

    private static Result result(Json json) {
        return new Result(
                json.get("failure").text(),
                json.get("story").text(),
                json.get("small").bool(),
                json.get("oneMinimal").bool(),
                json.get("canonical").bool(),
                json.get("runs").list().stream().map(Json::count).toList(),
                json.get("coldMillis").list().stream().map(one -> (long) one.count()).toList());
    }
}

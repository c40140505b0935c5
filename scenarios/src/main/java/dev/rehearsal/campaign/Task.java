package dev.rehearsal.campaign;

import com.fasterxml.jackson.core.JsonGenerator;

import dev.rehearsal.failure.Json;

import org.jspecify.annotations.Nullable;

import java.io.IOException;

/** What a worker is asked to do, one at a time. */
sealed interface Task {

    /** The number of the subject. */
    int subject();

    /**
     * Run some seeds.
     *
     * @param untilFound whether to end with the first that fails
     */
    record Run(int subject, long first, long stride, int count, boolean untilFound)
            implements Task {

        long seed(int index) {
            return first + index * stride;
        }

        /** The same without the first of them. */
        Run rest(int done) {
            return new Run(subject, seed(done), stride, count - done, untilFound);
        }
    }

    /**
     * Make a failing run smaller.
     *
     * @param runsMax how many runs it may take, and {@code stepsMax}, how many steps all of them
     * @param failure the story to go on from, as the text of its file; null for the run of the seed
     */
    record Shrink(
            int subject,
            String signature,
            long seed,
            int level,
            int runsMax,
            long stepsMax,
            @Nullable String failure)
            implements Task {}

    /**
     * Run a finding of an earlier session again.
     *
     * @param failure its story; null for the run of the seed
     */
    record Verify(int subject, String signature, long seed, @Nullable String failure)
            implements Task {}

    /** The task as a line. */
    default String line() {
        return switch (this) {
            case Run run ->
                    EntryText.line(
                            "run",
                            json -> {
                                json.writeNumberField("subject", run.subject);
                                json.writeStringField("first", SeedText.of(run.first));
                                json.writeNumberField("stride", run.stride);
                                json.writeNumberField("count", run.count);
                                json.writeBooleanField("untilFound", run.untilFound);
                            });
            case Shrink shrink ->
                    EntryText.line(
                            "shrink",
                            json -> {
                                about(json, shrink.subject, shrink.signature, shrink.seed);
                                json.writeNumberField("level", shrink.level);
                                json.writeNumberField("runsMax", shrink.runsMax);
                                json.writeNumberField("stepsMax", shrink.stepsMax);
                                json.writeStringField("failure", shrink.failure);
                            });
            case Verify verify ->
                    EntryText.line(
                            "verify",
                            json -> {
                                about(json, verify.subject, verify.signature, verify.seed);
                                json.writeStringField("failure", verify.failure);
                            });
        };
    }

    private static void about(JsonGenerator json, int subject, String signature, long seed)
            throws IOException {
        json.writeNumberField("subject", subject);
        json.writeStringField("signature", signature);
        json.writeStringField("seed", SeedText.of(seed));
    }

    /** The reverse. */
    static Task read(String kind, Json json) {
        int subject = json.get("subject").count();
        return switch (kind) {
            case "run" ->
                    new Run(
                            subject,
                            json.get("first").bits(),
                            json.get("stride").whole(1, Integer.MAX_VALUE),
                            json.get("count").count(),
                            json.get("untilFound").bool());
            case "shrink" ->
                    new Shrink(
                            subject,
                            json.get("signature").text(),
                            json.get("seed").bits(),
                            json.get("level").count(),
                            json.get("runsMax").count(),
                            json.get("stepsMax").whole(1, Long.MAX_VALUE),
                            text(json.get("failure")));
            case "verify" ->
                    new Verify(
                            subject,
                            json.get("signature").text(),
                            json.get("seed").bits(),
                            text(json.get("failure")));
            default -> throw new IllegalArgumentException("no task of a worker: " + kind);
        };
    }

    private static @Nullable String text(Json json) {
        return json.isNull() ? null : json.text();
    }
}

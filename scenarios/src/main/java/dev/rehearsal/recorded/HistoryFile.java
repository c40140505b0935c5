package dev.rehearsal.recorded;

import dev.rehearsal.history.History;
import dev.rehearsal.history.MalformedHistoryException;
import dev.rehearsal.history.Operation;
import dev.rehearsal.history.Outcome;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/**
 * Typed histories to and from files of events.
 *
 * <p>Order: event indices and operation numbers are those of the file, so that a report and the
 * file speak of the same ones. Events of the harness become notes.
 *
 * <p>Errors: {@link MalformedFileException} with the line, for whatever is no history of this
 * model. So is a file without a single event: it would fit every model, and is most likely a
 * recording that failed.
 *
 * <p>Cost: linear; one operation is about 100 bytes, besides its values.
 */
public final class HistoryFile {
    private HistoryFile() {}

    /** The history in a file. */
    public static <I, O> History<I, O> read(Path file, Wording<I, O> words) throws IOException {
        try (EventReader reader = EventReader.open(file)) {
            History<I, O> history = read(reader, words);
            reader.requireEvents();
            return history;
        }
    }

    /** The history of the events that this reader still has. */
    public static <I, O> History<I, O> read(EventReader reader, Wording<I, O> words)
            throws IOException {
        return new Reading<>(words).all(reader);
    }

    /** Writes a history so that {@link #read} gives an equal one. */
    public static <I, O> void write(Path file, History<I, O> history, Wording<I, O> words)
            throws IOException {
        try (EventWriter writer = EventWriter.create(file)) {
            for (Event event : events(history, words)) {
                writer.write(event);
            }
        }
    }

    static <I, O> List<Event> events(History<I, O> history, Wording<I, O> words) {
        List<Event> events = new ArrayList<>();
        for (Operation<I, O> operation : history.operations()) {
            Wording.Words asked = words.words(operation.input());
            events.add(
                    event(
                            operation,
                            operation.invokedAt(),
                            Event.Kind.INVOKE,
                            asked,
                            asked.value()));
            if (operation.completedAt() != Operation.OPEN) {
                events.add(
                        switch (operation.outcome()) {
                            case OK ->
                                    event(
                                            operation,
                                            operation.completedAt(),
                                            Event.Kind.OK,
                                            asked,
                                            result(words, operation));
                            case FAIL ->
                                    event(
                                            operation,
                                            operation.completedAt(),
                                            Event.Kind.FAIL,
                                            asked,
                                            null);
                            case UNKNOWN ->
                                    event(
                                            operation,
                                            operation.completedAt(),
                                            Event.Kind.INFO,
                                            asked,
                                            null);
                        });
            }
        }
        for (History.Note note : history.notes()) {
            events.add(
                    new Event(
                            0,
                            note.at(),
                            -1,
                            "nemesis",
                            Event.Kind.INFO,
                            -1,
                            note.text(),
                            null,
                            null,
                            null));
        }
        events.sort((a, b) -> Integer.compare(a.index(), b.index()));
        return events;
    }

    private static Event event(
            Operation<?, ?> operation,
            int index,
            Event.Kind kind,
            Wording.Words words,
            @Nullable Object value) {
        return new Event(
                0,
                index,
                operation.process(),
                null,
                kind,
                operation.number(),
                words.function(),
                words.key(),
                value,
                null);
    }

    private static <I, O> @Nullable Object result(Wording<I, O> words, Operation<I, O> operation) {
        return words.result(operation.input(), operation.output());
    }

    /**
     * What is known while reading: the open calls, for a result is read in the light of what was
     * asked.
     */
    private static final class Reading<I, O> {
        private final Wording<I, O> words;
        private final History.Builder<I, O> builder = History.builder();
        private final HashMap<Integer, I> open = new HashMap<>();

        Reading(Wording<I, O> words) {
            this.words = words;
        }

        History<I, O> all(EventReader reader) throws IOException {
            for (Event event = reader.next(); event != null; event = reader.next()) {
                try {
                    add(event);
                } catch (MalformedHistoryException e) {
                    throw new MalformedFileException(event.line(), e.getMessage());
                } catch (IllegalArgumentException | ArithmeticException e) {
                    throw new MalformedFileException(
                            event.line(), "event " + event.index() + ": " + e.getMessage());
                }
            }
            return builder.build();
        }

        private void add(Event event) {
            builder.at(event.index());
            if (event.harness() != null) {
                builder.note(
                        event.value() == null
                                ? event.function()
                                : event.function() + " " + event.value());
                return;
            }
            if (event.kind() == Event.Kind.INVOKE) {
                I call = words.call(event.function(), event.key(), event.value());
                builder.invoke(event.process(), event.operation(), call);
                open.put(event.operation(), call);
                return;
            }
            I call = open.remove(event.operation());
            Outcome outcome =
                    switch (event.kind()) {
                        case OK -> Outcome.OK;
                        case FAIL -> Outcome.FAIL;
                        case INFO, INVOKE -> Outcome.UNKNOWN;
                    };
            O output =
                    outcome == Outcome.OK && call != null
                            ? words.answer(call, event.value())
                            : null;
            builder.end(event.process(), event.operation(), outcome, output);
        }
    }
}

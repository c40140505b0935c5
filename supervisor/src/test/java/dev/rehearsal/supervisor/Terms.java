package dev.rehearsal.supervisor;

import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.actor.ExitReason;

import io.vavr.Tuple;
import io.vavr.Tuple2;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** Erlang's terms as the recorded cases write them, and ours. */
final class Terms {

    /** An object of JSON. */
    record Braces(Vector<Tuple2<String, Object>> fields) {}

    private final Function<ActorRef<?>, String> names;

    /** The terms of a run that calls its processes by these names. */
    Terms(Function<ActorRef<?>, String> names) {
        this.names = names;
    }

    /** What the recorded cases raise, thrown for real: of an exception a reason keeps the class. */
    static final class Odd extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** The other one. */
    static final class Oops extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /**
     * Throws the exception of a term that has one; a start that raises another ends with the term
     * as its reason.
     */
    static void raise(Object term) {
        switch (String.valueOf(term)) {
            case "odd" -> throw new Odd();
            case "oops" -> throw new Oops();
            default -> {}
        }
    }

    /** A term of JSON as an immutable value. */
    static Object value(Object json) {
        return json instanceof List<?> tuple
                ? Vector.ofAll(tuple).map(Terms::value)
                : json instanceof Map<?, ?> map
                        ? new Braces(
                                Vector.ofAll(map.entrySet())
                                        .map(e ->
                                                Tuple.of((String) e.getKey(), value(e.getValue()))))
                        : json;
    }

    /** An immutable value as a term of JSON. */
    static Object plain(Object value) {
        return switch (value) {
            case Braces(Vector<Tuple2<String, Object>> fields) ->
                    fields.toJavaMap(field -> Tuple.of(field._1, plain(field._2)));
            case Seq<?> tuple -> new ArrayList<>(tuple.map(Terms::plain).toJavaList());
            case Tuple2<?, ?> pair -> List.of(plain(pair._1), plain(pair._2));
            case Integer number -> number.longValue();
            default -> value;
        };
    }

    static ExitReason reason(Object json) {
        return switch (json) {
            case String s when s.equals("normal") -> new ExitReason.Normal();
            case String s when s.equals("shutdown") -> new ExitReason.Shutdown();
            case String s when s.equals("kill") -> new ExitReason.Kill();
            case String s when s.equals("killed") -> new ExitReason.Killed();
            case String s when s.equals("noproc") -> new ExitReason.NoProcess();
            case List<?> tuple when tuple.size() == 2 && tuple.getFirst().equals("shutdown") ->
                    new ExitReason.ShutdownWith(value(tuple.get(1)));
            default -> new ExitReason.Because(value(json));
        };
    }

    static Object json(ExitReason reason) {
        return switch (reason) {
            case ExitReason.ShutdownWith(FailedToStart(String id, ExitReason why)) ->
                    List.of("shutdown", List.of("failed_to_start_child", id, json(why)));
            case ExitReason.ShutdownWith(Object detail) -> List.of("shutdown", plain(detail));
            case ExitReason.Threw threw when threw.type().equals(Odd.class.getName()) ->
                    List.of("EXIT", "odd");
            case ExitReason.Threw threw when threw.type().equals(Oops.class.getName()) ->
                    List.of("EXIT", "oops");
            case ExitReason.Because(Object term) -> plain(term);
            default -> reason.toString();
        };
    }

    /** What OTP says of an invalid definition. */
    static Object json(String rule, Object value) {
        return switch (rule) {
            case "invalid_period" -> List.of(rule, ((Duration) value).toSeconds());
            case "invalid_shutdown" ->
                    List.of(rule, value instanceof Duration time ? time.toMillis() : value);
            case "bad_combination" -> List.of(rule, Map.of("list", plain(value)));
            case "missing_id" -> rule;
            default -> List.of(rule, plain(value));
        };
    }

    /** The same, as the reason for which a supervisor's start fails. */
    static Object startError(InvalidDefinitionException invalid) {
        Object error = json(invalid.rule(), invalid.value());
        return switch (invalid.rule()) {
            case "invalid_strategy",
                    "invalid_intensity",
                    "invalid_period",
                    "invalid_auto_shutdown" ->
                    List.of("supervisor_data", error);
            case "bad_start_spec" -> error;
            default -> List.of("start_spec", error);
        };
    }

    Object json(Place place) {
        return place instanceof Place.Running(ActorRef<?> ref)
                ? names.apply(ref)
                : place.toString();
    }

    /** The process that a report is about. */
    Object json(SupervisorEvent.Subject subject) {
        return switch (subject) {
            case SupervisorEvent.Subject.Instances(int count) ->
                    Map.of("nb_children", (long) count);
            case SupervisorEvent.Subject.One(Place.Restarting restarting) ->
                    List.of("restarting", restarting.old().map(names).getOrElse("undefined"));
            case SupervisorEvent.Subject.One(Place place) -> json(place);
        };
    }

    Object json(Answer answer) {
        return switch (answer) {
            case Answer.Ok() -> "ok";
            case Answer.Started(ActorRef<?> child, Object info) ->
                    info == null
                            ? List.of("ok", names.apply(child))
                            : List.of("ok", names.apply(child), plain(info));
            case Answer.Ignored() -> List.of("ok", "undefined");
            case Answer.NotStarted failed ->
                    List.of(
                            "error",
                            failed.id().isEmpty()
                                    ? json(failed.reason())
                                    : List.of(
                                            json(failed.reason()),
                                            Map.of("childspec", failed.id().get())));
            case Answer.AlreadyStarted(ActorRef<?> child) ->
                    List.of("error", List.of("already_started", names.apply(child)));
            case Answer.Invalid(String rule, Object value) -> List.of("error", json(rule, value));
            case Answer.Refusal refusal ->
                    List.of("error", refusal.name().toLowerCase(Locale.ROOT));
            case Answer.Children(Vector<Answer.Info> infos) -> children(infos);
            case Answer.Counts counts -> {
                Map<String, Object> map = new LinkedHashMap<>();
                map.put("specs", (long) counts.specs());
                map.put("active", (long) counts.active());
                map.put("supervisors", (long) counts.supervisors());
                map.put("workers", (long) counts.workers());
                yield map;
            }
            case Answer.Spec(ChildSpec.Traits traits) ->
                    List.of("ok", Map.of("spec", spec(traits)));
        };
    }

    private Object children(Vector<Answer.Info> infos) {
        List<Object> all = new ArrayList<>();
        for (Answer.Info info : infos) {
            all.add(
                    List.of(
                            info.id().getOrElse("undefined"),
                            json(info.place()),
                            info.type().toString()));
        }
        if (infos.exists(info -> info.id().isEmpty())) {
            all.sort(Comparator.comparing(entry -> (String) ((List<?>) entry).get(1)));
        }
        return all;
    }

    private static Map<String, Object> spec(ChildSpec.Traits traits) {
        return Map.of(
                "id", traits.id(),
                "restart", traits.restart().toString(),
                "significant", traits.significant(),
                "shutdown",
                        traits.shutdown() instanceof Shutdown.Within(Duration time)
                                ? time.toMillis()
                                : traits.shutdown().toString(),
                "type", traits.type().toString());
    }
}

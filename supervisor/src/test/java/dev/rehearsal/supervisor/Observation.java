package dev.rehearsal.supervisor;

import dev.rehearsal.actor.ExitReason;
import dev.rehearsal.simulation.Trace;
import dev.rehearsal.simulation.TraceEvent;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the events and reports of a recorded case out of the trace of a run. */
final class Observation {

    private final ConformanceRun run;
    private final Trace trace;
    private final Map<String, String> nameAt = new HashMap<>();
    private final Set<String> started = new HashSet<>();
    private final Set<String> starting = new HashSet<>();
    private final List<Object> events = new ArrayList<>();
    private final Map<String, List<Object>> reports = new LinkedHashMap<>();

    Observation(ConformanceRun run, Trace trace) {
        this.run = run;
        this.trace = trace;
    }

    void into(Map<String, Object> observed) {
        for (TraceEvent event : trace.events()) {
            long t = event.nanos() / 1_000_000 - run.phase();
            switch (event) {
                case TraceEvent.Reported reported ->
                        reported(t, reported.actor(), reported.event());
                case TraceEvent.Exited exited -> exited(t, exited);
                default -> {}
            }
        }
        observed.put("trace", events);
        List<Object> all = new ArrayList<>();
        reports.forEach((name, list) -> {
            if (!list.isEmpty()) {
                all.add(Map.of("sup", name, "reports", list));
            }
        });
        observed.put("reports", all);
    }

    private void reported(long t, String path, Object event) {
        String name = nameAt.get(path);
        switch (event) {
            case ConformanceRun.Ev(String kind, String who, Object _) when kind.equals("born") ->
                    nameAt.put(path, who);
            case ConformanceRun.Ev ev -> {
                add(t, ev.kind(), ev.name(), ev.reason() == null ? null : Terms.plain(ev.reason()));
                if (ev.kind().equals("started")) {
                    started.add(ev.name());
                }
            }
            case SupervisorEvent.Initialising _ -> {
                starting.add(name);
                add(t, "init", name, null);
                reports.put(name, new ArrayList<>());
            }
            case SupervisorEvent.Ready _ -> {
                starting.remove(name);
                started.add(name);
                add(t, "started", name, null);
            }
            case SupervisorEvent.ErrorReport report -> {
                Map<String, Object> entry = new LinkedHashMap<>();
                entry.put("t", t);
                entry.put("context", report.occasion().toString());
                entry.put("reason", Terms.json(report.reason()));
                entry.put("id", report.id());
                entry.put("pid", run.terms().json(report.subject()));
                reports.get(name).add(entry);
            }
            default -> {}
        }
    }

    private void exited(long t, TraceEvent.Exited exited) {
        String name = nameAt.get(exited.actor());
        if (name == null) {
            return;
        }
        ExitReason reason = exited.reason();
        if (started.contains(name)) {
            add(t, "down", name, Terms.json(reason));
        } else if (starting.remove(name)) {
            add(t, "start_failed", name, Terms.json(reason));
        }
    }

    private void add(long t, String kind, String name, Object reason) {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("t", t);
        event.put("ev", kind);
        event.put("p", name);
        if (reason != null) {
            event.put("reason", reason);
        }
        events.add(event);
    }
}

package dev.rehearsal.scenarios.backup;

import dev.rehearsal.actor.Actor;
import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.actor.Context;
import dev.rehearsal.disk.Cell;
import dev.rehearsal.scenarios.backup.BackupMessage.Beat;
import dev.rehearsal.scenarios.backup.BackupMessage.Ping;
import dev.rehearsal.scenarios.backup.BackupMessage.Roles;
import dev.rehearsal.scenarios.backup.BackupMessage.ViewIs;

import io.vavr.collection.TreeMap;
import io.vavr.collection.Vector;

import java.time.Duration;

/**
 * Decides who is primary and who is backup, by who is heard of.
 *
 * <p>It leaves a view only when the primary has said that it stands for it: then the backup has
 * everything, and may be the next primary. Nobody else ever is. It may take a server for dead that
 * is only slow; that costs time and nothing more.
 *
 * @param servers their paths
 */
record ViewService(Vector<String> servers) implements Actor<ViewService.State, BackupMessage> {

    private static final Cell<Roles> VIEW = Cell.of("view", Roles.class);
    private static final Duration BEAT = Duration.ofMillis(20);
    private static final Duration DEAD = Duration.ofMillis(70);

    /**
     * What it knows.
     *
     * @param acknowledged whether the primary stands for the view
     * @param heard when each server was heard of, by the monotonic clock
     */
    record State(Roles view, boolean acknowledged, TreeMap<String, Duration> heard) {}

    @Override
    public State start(Context<BackupMessage> context) {
        context.timer(new Beat(), BEAT);
        Roles view = VIEW.recover(context.disk()).getOrElse(new Roles(0, "", ""));
        TreeMap<String, Duration> heard = TreeMap.empty();
        for (String server : Vector.of(view.primary(), view.backup()).reject(String::isEmpty)) {
            heard = heard.put(server, context.monotonic());
        }
        return new State(view, view.number() == 0, heard);
    }

    @Override
    public State receive(State state, BackupMessage message, Context<BackupMessage> context) {
        return switch (message) {
            case Ping(int number) -> {
                String server = context.sender().path();
                boolean stands =
                        server.equals(state.view().primary()) && number == state.view().number();
                State next =
                        decide(
                                new State(
                                        state.view(),
                                        state.acknowledged() || stands,
                                        state.heard().put(server, context.monotonic())),
                                context);
                context.reply(new ViewIs(next.view()));
                yield next;
            }
            case Beat() -> {
                context.timer(new Beat(), BEAT);
                yield decide(state, context);
            }
            case BackupMessage.Ask _,
                    BackupMessage.Told _,
                    ViewIs _,
                    BackupMessage.Transfer _,
                    BackupMessage.Received _,
                    BackupMessage.Forward _,
                    BackupMessage.Forwarded _ ->
                    state;
        };
    }

    private State decide(State state, Context<BackupMessage> context) {
        Roles view = state.view();
        if (!state.acknowledged()) {
            return state;
        }
        Vector<String> alive =
                servers.filter(path ->
                        state.heard()
                                .get(path)
                                .exists(at -> context.monotonic().minus(at).compareTo(DEAD) < 0));
        String primary = view.primary();
        if (view.number() == 0) {
            primary = alive.headOption().getOrElse("");
        } else if (!alive.contains(primary) && alive.contains(view.backup())) {
            primary = view.backup();
        }
        Vector<String> others = alive.remove(primary);
        String backup =
                others.contains(view.backup()) ? view.backup() : others.headOption().getOrElse("");
        if (!alive.contains(primary)
                || primary.equals(view.primary()) && backup.equals(view.backup())) {
            return state;
        }
        Roles next = new Roles(view.number() + 1, primary, backup);
        VIEW.write(context.disk(), next);
        Vector.of(primary, backup)
                .reject(String::isEmpty)
                .forEach(path -> context.send(ActorRef.to(path), new ViewIs(next)));
        return new State(next, false, state.heard());
    }
}

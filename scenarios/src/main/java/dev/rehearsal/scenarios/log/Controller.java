package dev.rehearsal.scenarios.log;

import dev.rehearsal.actor.Actor;
import dev.rehearsal.actor.Context;
import dev.rehearsal.disk.Cell;
import dev.rehearsal.scenarios.log.LogMessage.Alter;
import dev.rehearsal.scenarios.log.LogMessage.Beat;
import dev.rehearsal.scenarios.log.LogMessage.Leads;
import dev.rehearsal.scenarios.log.LogMessage.Ping;
import dev.rehearsal.scenarios.log.LogMessage.Reign;

import io.vavr.collection.TreeMap;
import io.vavr.collection.Vector;

import java.time.Duration;

/**
 * Decides who leads, and writes down who is in sync.
 *
 * <p>When the leader is not heard of, one of those in sync leads, and nobody else ever does. Who is
 * in sync the leader says; what it wants is done only if nothing has changed since.
 *
 * @param brokers their paths
 */
record Controller(Vector<String> brokers) implements Actor<Controller.State, LogMessage> {

    private static final Cell<Reign> REIGN = Cell.of("reign", Reign.class);
    private static final Duration BEAT = Duration.ofMillis(20);
    private static final int SILENT = 3;

    /**
     * What it knows.
     *
     * @param silent for how many beats each broker has not been heard of
     */
    record State(Reign reign, TreeMap<String, Integer> silent) {

        boolean hears(String broker) {
            return silent.getOrElse(broker, 0) < SILENT;
        }
    }

    @Override
    public State start(Context<LogMessage> context) {
        context.timer(new Beat(), BEAT);
        Reign first = new Reign(1, 1, brokers.head(), brokers);
        return new State(REIGN.recover(context.disk()).getOrElse(first), TreeMap.empty());
    }

    @Override
    public State receive(State state, LogMessage message, Context<LogMessage> context) {
        return switch (message) {
            case Ping() -> {
                context.reply(new Leads(state.reign()));
                yield new State(state.reign(), state.silent().remove(context.sender().path()));
            }
            case Alter(int version, Vector<String> inSync) -> {
                Reign reign = state.reign();
                State next =
                        version == reign.version()
                                ? decide(state, reign.epoch(), reign.leader(), inSync, context)
                                : state;
                context.reply(new Leads(next.reign()));
                yield next;
            }
            case Beat() -> {
                context.timer(new Beat(), BEAT);
                yield elect(silence(state), context);
            }
            case LogMessage.Produce _,
                    LogMessage.Produced _,
                    LogMessage.Consume _,
                    LogMessage.Consumed _,
                    LogMessage.Fetch _,
                    LogMessage.Fetched _,
                    LogMessage.Parted _,
                    Leads _ ->
                    state;
        };
    }

    private State silence(State state) {
        TreeMap<String, Integer> silent = state.silent();
        for (String broker : brokers) {
            silent = silent.put(broker, Math.min(silent.getOrElse(broker, 0) + 1, SILENT));
        }
        return new State(state.reign(), silent);
    }

    private static State elect(State state, Context<LogMessage> context) {
        Reign reign = state.reign();
        return state.hears(reign.leader())
                ? state
                : reign.inSync()
                        .find(state::hears)
                        .map(next ->
                                decide(state, reign.epoch() + 1, next, reign.inSync(), context))
                        .getOrElse(state);
    }

    private static State decide(
            State state,
            int epoch,
            String leader,
            Vector<String> inSync,
            Context<LogMessage> context) {
        Reign next = new Reign(state.reign().version() + 1, epoch, leader, inSync);
        REIGN.write(context.disk(), next);
        return new State(next, state.silent());
    }
}

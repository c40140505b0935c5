package dev.rehearsal.scenarios.chain;

import dev.rehearsal.actor.Actor;
import dev.rehearsal.actor.Context;
import dev.rehearsal.disk.Cell;
import dev.rehearsal.scenarios.chain.ChainMessage.Beat;
import dev.rehearsal.scenarios.chain.ChainMessage.Chain;
import dev.rehearsal.scenarios.chain.ChainMessage.Ping;
import dev.rehearsal.scenarios.chain.ChainMessage.Stands;

import io.vavr.collection.TreeMap;
import io.vavr.collection.Vector;

import java.time.Duration;

/**
 * Decides who stands where in the chain, by who is heard of.
 *
 * <p>Who is silent is taken out, and the others close up; who is heard of and is not in the chain
 * joins it at its end. While it may not have everything it is never the only one left. A place in
 * the chain is lent: who is silent for long enough to be taken out has lost it before, even if its
 * clock is slow and the master's is fast.
 *
 * @param servers their paths
 */
record Master(Vector<String> servers) implements Actor<Master.State, ChainMessage> {

    /** How long a place is lent, by the clock of who has it. */
    static final Duration LEASE = Duration.ofMillis(30);

    private static final Duration SILENT = Duration.ofMillis(50);
    private static final Duration BEAT = Duration.ofMillis(15);
    private static final Cell<Chain> CHAIN = Cell.of("chain", Chain.class);

    /**
     * What it knows.
     *
     * @param heard when each server was heard of, by the monotonic clock
     */
    record State(Chain chain, TreeMap<String, Duration> heard) {}

    @Override
    public State start(Context<ChainMessage> context) {
        context.timer(new Beat(), BEAT);
        Chain chain = CHAIN.recover(context.disk()).getOrElse(new Chain(1, servers, ""));
        TreeMap<String, Duration> heard = TreeMap.empty();
        for (String server : chain.members()) {
            heard = heard.put(server, context.monotonic());
        }
        return new State(chain, heard);
    }

    @Override
    public State receive(State state, ChainMessage message, Context<ChainMessage> context) {
        return switch (message) {
            case Ping(Duration sent, int complete) -> {
                String server = context.sender().path();
                boolean joined =
                        complete == state.chain().number()
                                && server.equals(state.chain().joining());
                State next =
                        decide(
                                state.heard().put(server, context.monotonic()),
                                state.chain(),
                                joined,
                                context);
                context.reply(new Stands(next.chain(), sent));
                yield next;
            }
            case Beat() -> {
                context.timer(new Beat(), BEAT);
                yield decide(state.heard(), state.chain(), false, context);
            }
            case ChainMessage.Ask _,
                    ChainMessage.Told _,
                    Stands _,
                    ChainMessage.Update _,
                    ChainMessage.Transfer _,
                    ChainMessage.Ack _,
                    ChainMessage.Which _,
                    ChainMessage.Version _ ->
                    state;
        };
    }

    private State decide(
            TreeMap<String, Duration> heard,
            Chain chain,
            boolean joined,
            Context<ChainMessage> context) {
        Vector<String> alive =
                servers.filter(path ->
                        heard.get(path)
                                .exists(at -> context.monotonic().minus(at).compareTo(SILENT) < 0));
        Vector<String> left = chain.members().filter(alive::contains);
        String joining = joined || !left.contains(chain.joining()) ? "" : chain.joining();
        Vector<String> outside = alive.removeAll(left);
        if (joining.isEmpty() && !outside.isEmpty()) {
            joining = outside.head();
        }
        Vector<String> members =
                left.contains(joining) || joining.isEmpty() ? left : left.append(joining);
        boolean same = members.equals(chain.members()) && joining.equals(chain.joining());
        if (same || members.forAll(joining::equals)) {
            return new State(chain, heard);
        }
        Chain next = new Chain(chain.number() + 1, members, joining);
        CHAIN.write(context.disk(), next);
        return new State(next, heard);
    }
}

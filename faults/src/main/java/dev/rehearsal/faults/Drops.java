package dev.rehearsal.faults;

/**
 * A message is lost: a packet on a connection that is given up, a full queue.
 *
 * @param rate for each message between nodes; usually 0.05
 * @param clientShare the share of {@code rate} for messages to and from clients, since a client
 *     that hears nothing sees no bug; usually 0.1
 */
public record Drops(double rate, double clientShare) implements OfMessages {

    /** Refuses what is no probability. */
    public Drops {
        Options.requireRate("rate", rate);
        Options.requireRate("clientShare", clientShare);
    }

    @Override
    public String label() {
        return "drop";
    }

    @Override
    public Part messages(Scene scene) {
        long purpose = scene.draw().bits();
        double forClients = rate * clientShare;
        return (message, key, _, decision) -> {
            boolean outside =
                    scene.isClient(message.sender()) || scene.isClient(message.receiver());
            if (Scene.chance(purpose, key, outside ? forClients : rate)) {
                decision.drop(label());
            }
        };
    }
}

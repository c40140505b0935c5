package dev.rehearsal.faults;

/**
 * What a client is sent is lost, after the servers have done their work: delivered, and reported as
 * failed.
 *
 * @param rate for each message to a client; usually 0.1
 */
public record LostAnswers(double rate) implements OfMessages {

    /** Refuses what is no probability. */
    public LostAnswers {
        Options.requireRate("rate", rate);
    }

    @Override
    public String label() {
        return "lost-answer";
    }

    @Override
    public Part messages(Scene scene) {
        long purpose = scene.draw().bits();
        return (message, key, _, decision) -> {
            if (scene.isClient(message.receiver()) && Scene.chance(purpose, key, rate)) {
                decision.drop(label());
            }
        };
    }
}

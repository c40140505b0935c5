package dev.rehearsal.campaign;

/**
 * A campaign cannot be begun, continued or merged as it was asked for; the message is one sentence
 * that names the rule, the values and how to mend it.
 */
public final class CampaignException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** A refusal. */
    public CampaignException(String sentence) {
        super(sentence, null, false, false);
    }

    /** A refusal with its cause. */
    public CampaignException(String sentence, Throwable cause) {
        super(sentence, cause, false, false);
    }
}

package dev.rehearsal.check;

/**
 * A state holds something that a search does not know how to exchange, though nodes were declared
 * to be interchangeable. The message names it.
 */
public final class NotExchangeableException extends RuntimeException {

    private static final long serialVersionUID = 1;

    NotExchangeableException(String message) {
        super(message, null, false, false);
    }
}

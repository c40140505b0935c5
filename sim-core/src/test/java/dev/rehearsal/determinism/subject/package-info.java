/** Classes that the tests of the scan read. */
@NullMarked
package dev.rehearsal.determinism.subject;

import org.jspecify.annotations.NullMarked;

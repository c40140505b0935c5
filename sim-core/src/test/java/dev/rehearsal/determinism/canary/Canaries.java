package dev.rehearsal.determinism.canary;

import io.vavr.collection.Vector;

/**
 * All canaries: one actor for each way in which two runs of one seed may come to differ, and beside
 * it a healthy twin that does what an author would do instead.
 *
 * <p>A line of a leaking actor that a {@code Scan} must report ends with {@code // leak}.
 */
public final class Canaries {

    /** Which half of the check must report a canary. */
    public enum Half {
        /** The scan of the bytecode. */
        STATIC,
        /** The comparison of runs. */
        DYNAMIC,
        /** Each of them. */
        BOTH
    }

    /** The comparison that is the first to show a difference. */
    public enum Comparison {
        /** The same run again in the same JVM. */
        AGAIN,
        /** The same run on a fresh thread. */
        FRESH_THREAD,
        /** The same run in a second JVM. */
        SECOND_JVM,
        /** The same run in a JVM that is different on purpose. */
        PERTURBED_JVM,
        /** None for certain. */
        NEVER
    }

    /**
     * One canary.
     *
     * @param name the name of its class
     * @param half who must report it
     * @param differs the first comparison that shows it; {@link Comparison#NEVER} when only the
     *     scan must
     * @param why why that half, or what the scan goes by
     */
    public record Row(
            String name,
            Half half,
            Comparison differs,
            String why,
            Canary leaking,
            Canary healthy) {

        /** Whether the scan must report it. */
        public boolean isStatic() {
            return half != Half.DYNAMIC;
        }

        /** Whether the comparison of runs must report it. */
        public boolean isDynamic() {
            return half != Half.STATIC;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** The table. */
    public static final Vector<Row> ALL =
            Vector.of(
                    new Canaries.Row(
                            "NanoTime",
                            Half.BOTH,
                            Comparison.AGAIN,
                            "one call",
                            new NanoTime.Leaking(),
                            new NanoTime.Healthy()),
                    new Canaries.Row(
                            "CurrentTimeMillis",
                            Half.BOTH,
                            Comparison.AGAIN,
                            "one call",
                            new CurrentTimeMillis.Leaking(),
                            new CurrentTimeMillis.Healthy()),
                    new Canaries.Row(
                            "InstantNow",
                            Half.BOTH,
                            Comparison.AGAIN,
                            "a method handle in the arguments of a bootstrap method",
                            new InstantNow.Leaking(),
                            new InstantNow.Healthy()),
                    new Canaries.Row(
                            "LocalDateTimeNow",
                            Half.BOTH,
                            Comparison.AGAIN,
                            "one call",
                            new LocalDateTimeNow.Leaking(),
                            new LocalDateTimeNow.Healthy()),
                    new Canaries.Row(
                            "ClockSystem",
                            Half.BOTH,
                            Comparison.AGAIN,
                            "the factory of the clock; instant() itself may be that of a fixed"
                                + " clock",
                            new ClockSystem.Leaking(),
                            new ClockSystem.Healthy()),
                    new Canaries.Row(
                            "NewDate",
                            Half.BOTH,
                            Comparison.AGAIN,
                            "one constructor",
                            new NewDate.Leaking(),
                            new NewDate.Healthy()),
                    new Canaries.Row(
                            "MathRandom",
                            Half.BOTH,
                            Comparison.AGAIN,
                            "one call",
                            new MathRandom.Leaking(),
                            new MathRandom.Healthy()),
                    new Canaries.Row(
                            "NewRandom",
                            Half.BOTH,
                            Comparison.AGAIN,
                            "the constructor without a seed",
                            new NewRandom.Leaking(),
                            new NewRandom.Healthy()),
                    new Canaries.Row(
                            "ThreadLocalRandomCurrent",
                            Half.BOTH,
                            Comparison.AGAIN,
                            "one call",
                            new ThreadLocalRandomCurrent.Leaking(),
                            new ThreadLocalRandomCurrent.Healthy()),
                    new Canaries.Row(
                            "SplittableRandomUnseeded",
                            Half.BOTH,
                            Comparison.AGAIN,
                            "the constructor without a seed",
                            new SplittableRandomUnseeded.Leaking(),
                            new SplittableRandomUnseeded.Healthy()),
                    new Canaries.Row(
                            "SecureRandomBytes",
                            Half.BOTH,
                            Comparison.AGAIN,
                            "each method of the class",
                            new SecureRandomBytes.Leaking(),
                            new SecureRandomBytes.Healthy()),
                    new Canaries.Row(
                            "RandomUuid",
                            Half.BOTH,
                            Comparison.AGAIN,
                            "one call",
                            new RandomUuid.Leaking(),
                            new RandomUuid.Healthy()),
                    new Canaries.Row(
                            "ShuffleUnseeded",
                            Half.BOTH,
                            Comparison.AGAIN,
                            "the overload without a generator",
                            new ShuffleUnseeded.Leaking(),
                            new ShuffleUnseeded.Healthy()),
                    new Canaries.Row(
                            "ThreadStart",
                            Half.STATIC,
                            Comparison.NEVER,
                            "the race is lost too seldom to be seen",
                            new ThreadStart.Leaking(),
                            new ThreadStart.Healthy()),
                    new Canaries.Row(
                            "ThreadSubclass",
                            Half.STATIC,
                            Comparison.NEVER,
                            "the call names the subclass",
                            new ThreadSubclass.Leaking(),
                            new ThreadSubclass.Healthy()),
                    new Canaries.Row(
                            "VirtualThread",
                            Half.STATIC,
                            Comparison.NEVER,
                            "the race is lost too seldom to be seen",
                            new VirtualThread.Leaking(),
                            new VirtualThread.Healthy()),
                    new Canaries.Row(
                            "ThreadSleep",
                            Half.STATIC,
                            Comparison.NEVER,
                            "it costs time and changes nothing",
                            new ThreadSleep.Leaking(),
                            new ThreadSleep.Healthy()),
                    new Canaries.Row(
                            "ExecutorPool",
                            Half.STATIC,
                            Comparison.NEVER,
                            "the order of completion seldom changes",
                            new ExecutorPool.Leaking(),
                            new ExecutorPool.Healthy()),
                    new Canaries.Row(
                            "CompletableFutureAsync",
                            Half.STATIC,
                            Comparison.NEVER,
                            "the order of completion seldom changes",
                            new CompletableFutureAsync.Leaking(),
                            new CompletableFutureAsync.Healthy()),
                    new Canaries.Row(
                            "ParallelStream",
                            Half.STATIC,
                            Comparison.NEVER,
                            "nothing to see on one processor",
                            new ParallelStream.Leaking(),
                            new ParallelStream.Healthy()),
                    new Canaries.Row(
                            "ParallelReduction",
                            Half.STATIC,
                            Comparison.NEVER,
                            "the parts differ only with the number of processors, and seldom the"
                                + " sum",
                            new ParallelReduction.Leaking(),
                            new ParallelReduction.Healthy()),
                    new Canaries.Row(
                            "TimerThread",
                            Half.STATIC,
                            Comparison.NEVER,
                            "a thread that only waits",
                            new TimerThread.Leaking(),
                            new TimerThread.Healthy()),
                    new Canaries.Row(
                            "MonitorWait",
                            Half.STATIC,
                            Comparison.NEVER,
                            "it costs time and changes nothing",
                            new MonitorWait.Leaking(),
                            new MonitorWait.Healthy()),
                    new Canaries.Row(
                            "ParkNanos",
                            Half.STATIC,
                            Comparison.NEVER,
                            "it costs time and changes nothing",
                            new ParkNanos.Leaking(),
                            new ParkNanos.Healthy()),
                    new Canaries.Row(
                            "ThreadName",
                            Half.BOTH,
                            Comparison.FRESH_THREAD,
                            "a fresh thread has others",
                            new ThreadName.Leaking(),
                            new ThreadName.Healthy()),
                    new Canaries.Row(
                            "ThreadLocalState",
                            Half.BOTH,
                            Comparison.AGAIN,
                            "the second run finds what the first one left",
                            new ThreadLocalState.Leaking(),
                            new ThreadLocalState.Healthy()),
                    new Canaries.Row(
                            "IdentityHashCode",
                            Half.BOTH,
                            Comparison.AGAIN,
                            "one call",
                            new IdentityHashCode.Leaking(),
                            new IdentityHashCode.Healthy()),
                    new Canaries.Row(
                            "ObjectHashCode",
                            Half.BOTH,
                            Comparison.AGAIN,
                            "the type of the receiver says so",
                            new ObjectHashCode.Leaking(),
                            new ObjectHashCode.Healthy()),
                    new Canaries.Row(
                            "ObjectsHash",
                            Half.BOTH,
                            Comparison.PERTURBED_JVM,
                            "the elements of the array say so",
                            new ObjectsHash.Leaking(),
                            new ObjectsHash.Healthy()),
                    new Canaries.Row(
                            "ObjectToString",
                            Half.BOTH,
                            Comparison.AGAIN,
                            "the types of what is concatenated say so",
                            new ObjectToString.Leaking(),
                            new ObjectToString.Healthy()),
                    new Canaries.Row(
                            "ArrayToString",
                            Half.BOTH,
                            Comparison.AGAIN,
                            "the components of the record say so",
                            new ArrayToString.Leaking(),
                            new ArrayToString.Healthy()),
                    new Canaries.Row(
                            "IdentityMapOrder",
                            Half.BOTH,
                            Comparison.AGAIN,
                            "the collection is followed from its constructor through a field to the"
                                + " loop",
                            new IdentityMapOrder.Leaking(),
                            new IdentityMapOrder.Healthy()),
                    new Canaries.Row(
                            "PlainObjectSet",
                            Half.BOTH,
                            Comparison.AGAIN,
                            "the type of what is added says so",
                            new PlainObjectSet.Leaking(),
                            new PlainObjectSet.Healthy()),
                    new Canaries.Row(
                            "EnumHashCode",
                            Half.BOTH,
                            Comparison.PERTURBED_JVM,
                            "equal in each default JVM that runs one thread",
                            new EnumHashCode.Leaking(),
                            new EnumHashCode.Healthy()),
                    new Canaries.Row(
                            "EnumKeyedHashMap",
                            Half.BOTH,
                            Comparison.PERTURBED_JVM,
                            "the type of the keys says so",
                            new EnumKeyedHashMap.Leaking(),
                            new EnumKeyedHashMap.Healthy()),
                    new Canaries.Row(
                            "EnumKeyedGrouping",
                            Half.BOTH,
                            Comparison.PERTURBED_JVM,
                            "the result of the classifier is the key",
                            new EnumKeyedGrouping.Leaking(),
                            new EnumKeyedGrouping.Healthy()),
                    new Canaries.Row(
                            "RecordWithEnumHash",
                            Half.BOTH,
                            Comparison.PERTURBED_JVM,
                            "the components of the record say so",
                            new RecordWithEnumHash.Leaking(),
                            new RecordWithEnumHash.Healthy()),
                    new Canaries.Row(
                            "VavrEnumKeys",
                            Half.BOTH,
                            Comparison.PERTURBED_JVM,
                            "the type of the keys says so",
                            new VavrEnumKeys.Leaking(),
                            new VavrEnumKeys.Healthy()),
                    new Canaries.Row(
                            "VavrEnumSetInState",
                            Half.BOTH,
                            Comparison.PERTURBED_JVM,
                            "the generic type of the component says so",
                            new VavrEnumSetInState.Leaking(),
                            new VavrEnumSetInState.Healthy()),
                    new Canaries.Row(
                            "LambdaName",
                            Half.BOTH,
                            Comparison.SECOND_JVM,
                            "a lambda is followed to where its class is asked for",
                            new LambdaName.Leaking(),
                            new LambdaName.Healthy()),
                    new Canaries.Row(
                            "LambdaText",
                            Half.BOTH,
                            Comparison.AGAIN,
                            "a lambda is followed to where its text is made",
                            new LambdaText.Leaking(),
                            new LambdaText.Healthy()),
                    new Canaries.Row(
                            "SetOfOrder",
                            Half.BOTH,
                            Comparison.SECOND_JVM,
                            "the set is followed through a static field to the loop",
                            new SetOfOrder.Leaking(),
                            new SetOfOrder.Healthy()),
                    new Canaries.Row(
                            "MapOfOrder",
                            Half.BOTH,
                            Comparison.SECOND_JVM,
                            "the map is followed through an argument",
                            new MapOfOrder.Leaking(),
                            new MapOfOrder.Healthy()),
                    new Canaries.Row(
                            "SetCopyIntoList",
                            Half.BOTH,
                            Comparison.SECOND_JVM,
                            "the constructor of the list sees it",
                            new SetCopyIntoList.Leaking(),
                            new SetCopyIntoList.Healthy()),
                    new Canaries.Row(
                            "UnmodifiableSetCollector",
                            Half.BOTH,
                            Comparison.SECOND_JVM,
                            "the collector says what it makes",
                            new UnmodifiableSetCollector.Leaking(),
                            new UnmodifiableSetCollector.Healthy()),
                    new Canaries.Row(
                            "WeakHashMapSize",
                            Half.STATIC,
                            Comparison.NEVER,
                            "a short run may end before any collection",
                            new WeakHashMapSize.Leaking(),
                            new WeakHashMapSize.Healthy()),
                    new Canaries.Row(
                            "ReflectionOrder",
                            Half.STATIC,
                            Comparison.NEVER,
                            "it never differed where it was measured",
                            new ReflectionOrder.Leaking(),
                            new ReflectionOrder.Healthy()),
                    new Canaries.Row(
                            "FormatWithoutLocale",
                            Half.BOTH,
                            Comparison.PERTURBED_JVM,
                            "the overload without a locale",
                            new FormatWithoutLocale.Leaking(),
                            new FormatWithoutLocale.Healthy()),
                    new Canaries.Row(
                            "LowerCaseWithoutLocale",
                            Half.BOTH,
                            Comparison.PERTURBED_JVM,
                            "the overload without a locale; a Turkish I has no dot",
                            new LowerCaseWithoutLocale.Leaking(),
                            new LowerCaseWithoutLocale.Healthy()),
                    new Canaries.Row(
                            "UpperCaseReference",
                            Half.BOTH,
                            Comparison.PERTURBED_JVM,
                            "a method handle in the arguments of a bootstrap method",
                            new UpperCaseReference.Leaking(),
                            new UpperCaseReference.Healthy()),
                    new Canaries.Row(
                            "DatePatternWithoutLocale",
                            Half.BOTH,
                            Comparison.PERTURBED_JVM,
                            "the overload without a locale",
                            new DatePatternWithoutLocale.Leaking(),
                            new DatePatternWithoutLocale.Healthy()),
                    new Canaries.Row(
                            "DefaultCharset",
                            Half.BOTH,
                            Comparison.PERTURBED_JVM,
                            "the overload without a charset",
                            new DefaultCharset.Leaking(),
                            new DefaultCharset.Healthy()),
                    new Canaries.Row(
                            "DefaultZone",
                            Half.BOTH,
                            Comparison.PERTURBED_JVM,
                            "one call",
                            new DefaultZone.Leaking(),
                            new DefaultZone.Healthy()),
                    new Canaries.Row(
                            "LineSeparator",
                            Half.STATIC,
                            Comparison.NEVER,
                            "no comparison changes the operating system",
                            new LineSeparator.Leaking(),
                            new LineSeparator.Healthy()),
                    new Canaries.Row(
                            "AvailableProcessors",
                            Half.BOTH,
                            Comparison.PERTURBED_JVM,
                            "one call",
                            new AvailableProcessors.Leaking(),
                            new AvailableProcessors.Healthy()),
                    new Canaries.Row(
                            "MaxMemory",
                            Half.BOTH,
                            Comparison.PERTURBED_JVM,
                            "one call",
                            new MaxMemory.Leaking(),
                            new MaxMemory.Healthy()),
                    new Canaries.Row(
                            "EnvironmentVariable",
                            Half.STATIC,
                            Comparison.NEVER,
                            "no comparison changes it",
                            new EnvironmentVariable.Leaking(),
                            new EnvironmentVariable.Healthy()),
                    new Canaries.Row(
                            "SystemProperty",
                            Half.BOTH,
                            Comparison.PERTURBED_JVM,
                            "one call, and another language",
                            new SystemProperty.Leaking(),
                            new SystemProperty.Healthy()),
                    new Canaries.Row(
                            "FileListing",
                            Half.STATIC,
                            Comparison.NEVER,
                            "it never differed where it was measured",
                            new FileListing.Leaking(),
                            new FileListing.Healthy()),
                    new Canaries.Row(
                            "SocketPort",
                            Half.BOTH,
                            Comparison.AGAIN,
                            "one constructor",
                            new SocketPort.Leaking(),
                            new SocketPort.Healthy()),
                    new Canaries.Row(
                            "ProcessNumber",
                            Half.BOTH,
                            Comparison.SECOND_JVM,
                            "one call",
                            new ProcessNumber.Leaking(),
                            new ProcessNumber.Healthy()),
                    new Canaries.Row(
                            "StandardInput",
                            Half.STATIC,
                            Comparison.NEVER,
                            "nobody types in a comparison",
                            new StandardInput.Leaking(),
                            new StandardInput.Healthy()),
                    new Canaries.Row(
                            "MathSin",
                            Half.STATIC,
                            Comparison.NEVER,
                            "C1 and C2 use the same intrinsic on this processor",
                            new MathSin.Leaking(),
                            new MathSin.Healthy()),
                    new Canaries.Row(
                            "StaticCounter",
                            Half.BOTH,
                            Comparison.AGAIN,
                            "the second run goes on where the first one ended",
                            new StaticCounter.Leaking(),
                            new StaticCounter.Healthy()),
                    new Canaries.Row(
                            "StaticCache",
                            Half.BOTH,
                            Comparison.AGAIN,
                            "the map is followed to where it is changed",
                            new StaticCache.Leaking(),
                            new StaticCache.Healthy()),
                    new Canaries.Row(
                            "StaticArray",
                            Half.BOTH,
                            Comparison.AGAIN,
                            "the array is followed through an argument to where it is changed",
                            new StaticArray.Leaking(),
                            new StaticArray.Healthy()),
                    new Canaries.Row(
                            "ActorField",
                            Half.BOTH,
                            Comparison.AGAIN,
                            "the configuration of an actor outlives the run",
                            new ActorField.Leaking(new java.util.concurrent.atomic.AtomicInteger()),
                            new ActorField.Healthy(7)),
                    new Canaries.Row(
                            "ActorObject",
                            Half.BOTH,
                            Comparison.AGAIN,
                            "the object is followed from the actor into its own method",
                            new ActorObject.Leaking(new ActorObject.Counter()),
                            new ActorObject.Healthy()),
                    new Canaries.Row(
                            "StackDepth",
                            Half.BOTH,
                            Comparison.AGAIN,
                            "the catch of the error",
                            new StackDepth.Leaking(),
                            new StackDepth.Healthy()),
                    new Canaries.Row(
                            "StackTraceLength",
                            Half.BOTH,
                            Comparison.FRESH_THREAD,
                            "a fresh thread has others below",
                            new StackTraceLength.Leaking(),
                            new StackTraceLength.Healthy()),
                    new Canaries.Row(
                            "WeakReferenceCleared",
                            Half.STATIC,
                            Comparison.NEVER,
                            "a short run may end before any collection",
                            new WeakReferenceCleared.Leaking(),
                            new WeakReferenceCleared.Healthy()),
                    new Canaries.Row(
                            "ExplicitCollection",
                            Half.STATIC,
                            Comparison.NEVER,
                            "it costs time and changes nothing",
                            new ExplicitCollection.Leaking(),
                            new ExplicitCollection.Healthy()),
                    new Canaries.Row(
                            "LoggerCall",
                            Half.STATIC,
                            Comparison.NEVER,
                            "it costs time and changes nothing",
                            new LoggerCall.Leaking(),
                            new LoggerCall.Healthy()),
                    new Canaries.Row(
                            "BehindInterface",
                            Half.BOTH,
                            Comparison.AGAIN,
                            "overriding methods are found by the class hierarchy",
                            new BehindInterface.Leaking(),
                            new BehindInterface.Healthy()),
                    new Canaries.Row(
                            "DefaultMethod",
                            Half.BOTH,
                            Comparison.AGAIN,
                            "default methods are inherited",
                            new DefaultMethod.Leaking(),
                            new DefaultMethod.Healthy()),
                    new Canaries.Row(
                            "StaticInitializer",
                            Half.BOTH,
                            Comparison.SECOND_JVM,
                            "initialisers run when the class is first used: once in a JVM",
                            new StaticInitializer.Leaking(),
                            new StaticInitializer.Healthy()),
                    new Canaries.Row(
                            "ComparatorCallback",
                            Half.BOTH,
                            Comparison.AGAIN,
                            "what overrides a method declared outside may be called from outside",
                            new ComparatorCallback.Leaking(),
                            new ComparatorCallback.Healthy()),
                    new Canaries.Row(
                            "ReflectiveClock",
                            Half.DYNAMIC,
                            Comparison.AGAIN,
                            "the name of the method is a string",
                            new ReflectiveClock.Leaking(),
                            new ReflectiveClock.Healthy()),
                    new Canaries.Row(
                            "SaltedInContainer",
                            Half.DYNAMIC,
                            Comparison.SECOND_JVM,
                            "what stands in a container is not followed",
                            new SaltedInContainer.Leaking(),
                            new SaltedInContainer.Healthy()),
                    new Canaries.Row(
                            "GenericKeys",
                            Half.DYNAMIC,
                            Comparison.PERTURBED_JVM,
                            "the type of the elements is erased",
                            new GenericKeys.Leaking(),
                            new GenericKeys.Healthy()),
                    new Canaries.Row(
                            "DefaultInsideLibrary",
                            Half.DYNAMIC,
                            Comparison.PERTURBED_JVM,
                            "the JDK is not followed, and this call is not in the table",
                            new DefaultInsideLibrary.Leaking(),
                            new DefaultInsideLibrary.Healthy()));

    private Canaries() {}
}

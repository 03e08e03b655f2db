using System.Diagnostics.CodeAnalysis;

namespace ChannelPortal.Platform.Kernel;

/// <summary>Outcome of a command or query: a value, or one or more expected refusals. Bugs and broken infrastructure throw.</summary>
public sealed class Result<T>
{
    private Result(T? value, IReadOnlyList<Error> errors) => (Value, Errors) = (value, errors);

    public T? Value { get; }

    public IReadOnlyList<Error> Errors { get; }

    [MemberNotNullWhen(true, nameof(Value))]
    public bool Ok => Errors.Count == 0;

    public static Result<T> Success(T value) => new(value, []);

    public static Result<T> Fail(params IReadOnlyList<Error> errors) =>
        errors.Count == 0 ? throw new ArgumentException("A failure needs an error.", nameof(errors)) : new(default, errors);

    public static implicit operator Result<T>(T value) => Success(value);

    public static implicit operator Result<T>(Error error) => Fail(error);
}

namespace ChannelPortal.Platform.Kernel;

/// <summary>
/// An expected refusal. <see cref="Code"/> is stable, lower snake case, and is also the text key
/// <c>Error_{Code}</c> in <c>PlatformText</c> or the feature's text, so that it is shown in the user's language.
/// </summary>
/// <param name="Code">Stable machine-readable code, e.g. <c>unknown_dealer</c>.</param>
/// <param name="Args">Values for the placeholders of the text, in order.</param>
/// <param name="Field">The input field at fault, when there is one.</param>
public sealed record Error(string Code, IReadOnlyList<object?> Args, string? Field = null)
{
    /// <summary>The row or document does not exist, or lies outside the caller's scope: the two are never told apart.</summary>
    public static readonly Error NotFound = new("not_found", []);

    /// <summary>The caller's roles do not hold the permission.</summary>
    public static readonly Error Forbidden = new("forbidden", []);

    public static Error Of(string code, params object?[] args) => new(code, args);

    public Error On(string field) => this with { Field = field };
}

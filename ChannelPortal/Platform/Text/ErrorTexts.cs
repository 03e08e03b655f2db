using System.Globalization;
using System.Resources;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Platform.Text;

/// <summary>Marker of the platform's own error texts, keys <c>Error_{code}</c>.</summary>
public sealed class ErrorText;

/// <summary>A text class that holds error texts of a feature; register with <c>services.AddErrorTexts&lt;OrdersText&gt;()</c>.</summary>
public sealed record ErrorTextSource(Type Marker);

/// <summary>Says an <see cref="Error"/> in the user's language.</summary>
public sealed class ErrorTexts(IEnumerable<ErrorTextSource> sources)
{
    private readonly ResourceManager[] resources =
        [new(typeof(ErrorText)), .. sources.Select(s => new ResourceManager(s.Marker))];

    /// <summary>What happened and what to do; falls back to the code when a text is missing, which a test forbids.</summary>
    public string Describe(Error error, CultureInfo? culture = null)
    {
        ArgumentNullException.ThrowIfNull(error);
        culture ??= CultureInfo.CurrentUICulture;
        var key = "Error_" + error.Code;
        foreach (var resource in resources)
        {
            if (resource.GetString(key, culture) is { } text)
            {
                return string.Format(culture, text, [.. error.Args.Select(a => a is DateTimeOffset at ? at.ToString("u", culture) : a)]);
            }
        }

        return error.Code;
    }
}

/// <summary>See <see cref="ErrorTextSource"/>.</summary>
public static class ErrorTextServices
{
    public static IServiceCollection AddErrorTexts<TText>(this IServiceCollection services) =>
        services.AddSingleton(new ErrorTextSource(typeof(TText)));
}

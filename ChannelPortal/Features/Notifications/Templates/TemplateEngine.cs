using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;
using Fluid;
using Fluid.Values;

namespace ChannelPortal.Features.Notifications.Templates;

/// <summary>What is wrong with a template.</summary>
/// <param name="Code"><c>syntax</c>, <c>unknown_name</c> or <c>too_long</c>; a text key with <c>TemplateError_</c> before it.</param>
internal sealed record TemplateError(string Code, int Line, string Detail);

/// <summary>Liquid, kept small: no includes, no endless loops, and only the values that it is given.</summary>
internal sealed partial class TemplateEngine
{
    private const int MostKept = 500;
    private static readonly FluidParser s_parser = new(new FluidParserOptions { AllowFunctions = false });
    private readonly ConcurrentDictionary<string, IFluidTemplate> parsed = new(StringComparer.Ordinal);

    /// <summary>Renders; a name without a value is empty.</summary>
    public string Render(string source, IReadOnlyDictionary<string, string> values, IReadOnlyList<string>? items = null)
    {
        if (!parsed.TryGetValue(source, out var template))
        {
            if (!s_parser.TryParse(source, out template, out var error))
            {
                throw new InvalidDataException(error);
            }

            if (parsed.Count >= MostKept)
            {
                parsed.Clear();
            }

            parsed[source] = template;
        }

        return template.Render(Context(values, items, null));
    }

    /// <summary>Parses and renders with sample values; null when all is well.</summary>
    public static TemplateError? Check(string source, IReadOnlyCollection<string> names)
    {
        if (!s_parser.TryParse(source, out var template, out var error))
        {
            var place = Place().Match(error);
            return new TemplateError("syntax", place.Success ? int.Parse(place.Groups["line"].Value, CultureInfo.InvariantCulture) : 1, error.Split('\n')[0].Trim());
        }

        try
        {
            string? unknown = null;
            template.Render(Context(names.ToDictionary(n => n, n => n, StringComparer.Ordinal), ["1"], name => unknown ??= name));
            return unknown is null ? null : new TemplateError("unknown_name", LineOf(source, unknown), unknown);
        }
        catch (Exception exception) when (exception is InvalidOperationException or FormatException)
        {
            return new TemplateError("syntax", 1, exception.Message);
        }
    }

    private static TemplateContext Context(IReadOnlyDictionary<string, string> values, IReadOnlyList<string>? items, Action<string>? onUnknown)
    {
        var options = new TemplateOptions { MaxSteps = 20_000, MaxRecursion = 10, CultureInfo = CultureInfo.InvariantCulture };
        if (onUnknown is not null)
        {
            options.Undefined = name =>
            {
                onUnknown(name);
                return new ValueTask<FluidValue>(NilValue.Instance);
            };
        }

        var context = new TemplateContext(options);
        foreach (var (name, value) in values)
        {
            context.SetValue(name, new StringValue(value));
        }

        if (items is not null)
        {
            context.SetValue("items", FluidValue.Create(items, options));
        }

        return context;
    }

    private static int LineOf(string source, string name)
    {
        var at = source.IndexOf(name, StringComparison.Ordinal);
        return at < 0 ? 1 : source.AsSpan(0, at).Count('\n') + 1;
    }

    [GeneratedRegex(@"\((?<line>\d+):\d+\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Place();
}

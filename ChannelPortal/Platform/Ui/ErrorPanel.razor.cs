using System.Diagnostics;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Text;
using Microsoft.AspNetCore.Components;

namespace ChannelPortal.Platform.Ui;

/// <summary>What happened, what to do, and the id to quote. Shows expected refusals in words and never the text of an exception.</summary>
public sealed partial class ErrorPanel
{
    private Exception? logged;

    [Parameter]
    public string? Title { get; set; }

    /// <summary>Refusals of a command or query.</summary>
    [Parameter]
    public IReadOnlyList<Error> Errors { get; set; } = [];

    /// <summary>An unexpected failure; logged here once with the id that is shown.</summary>
    [Parameter]
    public Exception? Exception { get; set; }

    [Parameter]
    public EventCallback OnRetry { get; set; }

    [Inject]
    private ErrorTexts Texts { get; set; } = null!;

    [Inject]
    private ILogger<ErrorPanel> Logger { get; set; } = null!;

    private IEnumerable<string> Messages => Errors.Select(e => Texts.Describe(e));

    private string Id { get; set; } = "";

    protected override void OnParametersSet()
    {
        if (Exception is null || ReferenceEquals(Exception, logged))
        {
            return;
        }

        logged = Exception;
        Id = (Activity.Current?.TraceId ?? ActivityTraceId.CreateRandom()).ToString();
        LogShown(Logger, Exception, Id);
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Error, Message = "A component failed; the viewer was shown id {Id}")]
    private static partial void LogShown(ILogger logger, Exception exception, string id);
}

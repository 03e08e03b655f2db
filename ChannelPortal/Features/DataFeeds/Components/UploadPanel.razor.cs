using System.Globalization;
using ChannelPortal.Features.DataFeeds.Commands;
using ChannelPortal.Features.DataFeeds.Domain;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Files;
using ChannelPortal.Platform.Kernel;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;

namespace ChannelPortal.Features.DataFeeds.Components;

/// <summary>A file on its way in: read, its columns named, a look at the first rows, sent.</summary>
public sealed partial class UploadPanel
{
    private const long MaxBytes = 10 * 1024 * 1024;
    private const int SampleRows = 5;
    private readonly List<(int Number, string[] Cells)> sample = [];
    private Dictionary<string, int> columns = new(StringComparer.Ordinal);
    private IReadOnlyList<Error> refusals = [];
    private TableFile? table;
    private string? fileName;
    private string commandId = "";
    private DateOnly on;
    private bool isSure;
    private bool isBusy;

    [Parameter, EditorRequired]
    public string Kind { get; set; } = "";

    [Parameter, EditorRequired]
    public Caller Caller { get; set; } = null!;

    /// <summary>Field → header, as this company's files had them last time.</summary>
    [Parameter]
    public IReadOnlyDictionary<string, string>? Remembered { get; set; }

    [Parameter]
    public EventCallback OnClose { get; set; }

    /// <summary>The id of what was sent.</summary>
    [Parameter]
    public EventCallback<Guid> OnSent { get; set; }

    [Inject]
    private ICommandDispatcher Commands { get; set; } = null!;

    [Inject]
    private BusinessClock Clock { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    private bool IsMapped => FeedColumns.Of(Kind).All(f => !f.IsNeeded || columns.ContainsKey(f.Name));

    protected override void OnParametersSet()
    {
        if (on == default)
        {
            on = Clock.Today;
        }
    }

    /// <summary>The field that a column stands for; null when for none.</summary>
    private string? FieldAt(int at) => columns.FirstOrDefault(c => c.Value == at).Key;

    private async Task TakeAsync(InputFileChangeEventArgs change)
    {
        var file = change.File;
        (refusals, table) = ([], null);
        if (file.Size is 0 or > MaxBytes)
        {
            refusals = [Error.Of("file_size", file.Name, MaxBytes / 1024 / 1024)];
            return;
        }

        isBusy = true;
        try
        {
            using var copy = new MemoryStream();
            await using var stream = file.OpenReadStream(MaxBytes);
            await stream.CopyToAsync(copy);
            Show(TableFile.Read(copy.ToArray()), file.Name);
        }
        finally
        {
            isBusy = false;
        }
    }

    private void Show(Result<TableFile> read, string name)
    {
        if (!read.Ok)
        {
            refusals = read.Errors;
            return;
        }

        (table, fileName, commandId) = (read.Value, name, SequentialId.New(Time).ToString());
        columns = FeedColumns.Guess(Kind, table.Headers, Remembered);
        isSure = IsMapped && FeedColumns.IsSure(Kind, table.Headers, Remembered);
        sample.Clear();
        sample.AddRange(table.Rows.Take(SampleRows));
    }

    private void Map(string field, ChangeEventArgs change)
    {
        var at = int.Parse((string)change.Value!, CultureInfo.InvariantCulture);
        foreach (var other in columns.Where(c => c.Value == at).Select(c => c.Key).ToList())
        {
            columns.Remove(other);
        }

        columns.Remove(field);
        if (at >= 0)
        {
            columns[field] = at;
        }

        // Another mapping is another command, not the first one again.
        commandId = SequentialId.New(Time).ToString();
    }

    private async Task SendAsync()
    {
        isBusy = true;
        try
        {
            var rows = FeedColumns.Cut(table!.Rows, columns, FeedWords.Typed(on));
            var sent = await Commands.SendAsync(new SubmitFeed(Kind, FeedSubmission.ByFile, rows, fileName, table.Hash), Caller, commandId, CancellationToken.None);
            refusals = sent.Errors;
            if (!sent.Ok)
            {
                commandId = SequentialId.New(Time).ToString();
                return;
            }

            var headers = columns.Where(c => !string.IsNullOrWhiteSpace(table.Headers[c.Value])).ToDictionary(c => c.Key, c => table.Headers[c.Value].Trim(), StringComparer.Ordinal);
            await Commands.SendAsync(new KeepFeedColumns(Kind, headers), Caller, commandId + ":map", CancellationToken.None);
            await OnSent.InvokeAsync(sent.Value.SubmissionId);
        }
        finally
        {
            isBusy = false;
        }
    }
}

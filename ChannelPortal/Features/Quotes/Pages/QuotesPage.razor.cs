using ChannelPortal.Features.Quotes.Live;
using ChannelPortal.Features.Quotes.Queries;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using Microsoft.AspNetCore.Components;

namespace ChannelPortal.Features.Quotes.Pages;

/// <summary>Quotes of the caller's scope: for the manufacturer those that wait longest first, for a dealer the own ones.</summary>
public sealed partial class QuotesPage
{
    private Caller caller = CallerFactory.Anonymous;
    private QuoteList? list;
    private Exception? failed;

    /// <summary>A name of <see cref="QuoteFilter"/>.</summary>
    [SupplyParameterFromQuery(Name = "show")]
    public string? Show { get; set; }

    [Inject]
    private FindQuotes Quotes { get; set; } = null!;

    [Inject]
    private ICurrentCaller Callers { get; set; } = null!;

    [Inject]
    private BusinessClock Clock { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private bool IsDealer => caller.DealerId is not null;

    protected override async Task OnParametersSetAsync()
    {
        caller = await Callers.GetAsync(Leaving);
        await ShowAsync(() => ReadFirstAsync(caller, FindAsync));
        await WatchAsync(QuoteListTopic.Name, caller, ReadAsync);
    }

    private static string StatusKey(QuoteRow row) => "Status_" + row.Status;

    private Task<QuoteList> FindAsync() => Quotes.ListAsync(Show, caller, Leaving);

    private Task ReadAsync() => ShowAsync(FindAsync);

    private async Task ShowAsync(Func<Task<QuoteList>> read)
    {
        try
        {
            (list, failed) = (await read(), null);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            failed = exception;
        }
    }

    private void Open(QuoteRow row) => Navigation.NavigateTo("quotes/" + row.No);
}

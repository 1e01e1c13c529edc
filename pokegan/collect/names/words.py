"""Everyday words that names are blended from; pokegan's own choice of plain English."""

from __future__ import annotations


def listed(text: str) -> tuple[str, ...]:
    """Words that stand in a text with spaces and new lines between them."""
    return tuple(text.split())


ANIMALS = listed("""
alpaca ant antelope armadillo badger bat bear beaver bee beetle bison boar buffalo butterfly camel
canary caribou cat catfish centipede chameleon cheetah chicken chinchilla clam cobra condor cougar
cow coyote crab crane cricket crocodile crow deer dingo dodo dog dolphin donkey dormouse dove
dragonfly duck eagle eel elephant falcon ferret finch firefly flamingo flea fox frog gazelle gecko
gerbil gibbon giraffe gnu goat goose gopher gorilla grasshopper hamster hare hawk hedgehog heron
hippo hornet horse hyena ibex iguana jackal jaguar jay jellyfish kangaroo kitten kiwi koala
ladybird lemming lemur leopard lion lizard llama lobster lynx macaw magpie mallard mammoth manatee
mandrill mantis marmot marten meerkat mole mongoose monkey moose mosquito moth mouse mule narwhal
newt nightingale ocelot octopus opossum orca ostrich otter owl oyster panda panther parrot peacock
pelican penguin pigeon piranha platypus pony porcupine possum puffin puma puppy python quail
rabbit raccoon ram raven reindeer rhino robin rooster salamander salmon scorpion seahorse seal
shark sheep shrew shrimp skunk sloth snail snake sparrow spider squid squirrel starfish stork
swallow swan tapir tarantula terrapin tiger toad tortoise toucan trout turkey turtle viper vole
vulture wallaby walrus wasp weasel whale wolf wolverine wombat woodpecker worm yak zebra
""")

PLANTS = listed("""
acorn agave algae aloe anemone aspen aster bamboo basil beech begonia birch bluebell bonsai
bracken bramble branch briar buttercup cactus camellia carnation catnip cedar chamomile clover
conifer cowslip crocus cypress daffodil dahlia daisy dandelion elder elm fern fir flower foxglove
freesia fungus gardenia geranium ginkgo gorse hawthorn hazel heather hemlock hibiscus holly
hyacinth hydrangea iris ivy jasmine juniper laurel lavender leaf lichen lilac lily lotus magnolia
mahogany mangrove maple marigold meadow mimosa mistletoe moss mulberry mushroom myrtle nettle oak
oleander orchid palm pansy peony petal petunia pine poplar poppy primrose reed rose rosemary sage
sapling seaweed sedge sequoia snowdrop spruce sunflower sycamore thicket thistle thyme tulip twig
vine violet walnut willow wisteria yarrow yew
""")

FOODS = listed("""
almond apple apricot artichoke asparagus aubergine avocado bacon bagel banana barley bean beetroot
biscuit blackberry blueberry bread broccoli brownie bun burrito butter cabbage cake caramel
caraway carrot cashew celery cheddar cheese cherry chestnut chilli chocolate cinnamon coconut
cookie coriander courgette cranberry cream cucumber custard date donut dumpling fennel fig fritter
fudge garlic gherkin ginger gooseberry grape guava hazelnut honey jelly kale ketchup kumquat leek
lemon lentil lettuce liquorice lychee macaroni macaroon mango marmalade marshmallow melon meringue
muffin mustard nectarine noodle nougat nutmeg oatmeal olive omelette onion orange oregano pancake
papaya paprika parsley parsnip pasta pastry peach peanut pear pecan pepper pesto pickle pie
pineapple pistachio pizza plum pomegranate popcorn porridge potato pretzel pudding pumpkin quiche
quince radish raisin raspberry ravioli rhubarb rice risotto saffron salad samosa sandwich sausage
scone sesame sorbet soup spaghetti spinach strawberry sultana sundae syrup taco tamarind tangerine
tapioca tart toast toffee tomato tortilla truffle turnip vanilla waffle walnut wasabi yoghurt
""")

MINERALS = listed("""
agate alabaster amber amethyst anthracite aquamarine basalt beryl boulder brass bronze calcite
carbon ceramic chalk charcoal cinder citrine clay coal cobalt copper coral crystal diamond
dolomite dust emerald flint garnet glass gold granite graphite gravel gypsum iron ivory jade
jasper lava limestone magma malachite marble marl mercury meteor mica moonstone nickel obsidian
onyx opal ore pearl pebble pewter platinum porcelain pumice pyrite quartz rock ruby rust salt sand
sandstone sapphire shale silica silver slate soot steel stone sulphur talc tin topaz tungsten
turquoise zinc zircon
""")

WEATHER = listed("""
aurora avalanche blaze blizzard blossom breeze cascade cloud comet current cyclone dawn dew
downpour drizzle drought dusk ember equinox fire flame flood flurry fog frost fume galaxy gale
geyser gust hail haze hurricane ice iceberg icicle inferno lightning midnight mist monsoon moon
nebula ocean orbit planet puddle rain rainbow ripple river shadow shower sleet snow snowflake
solstice spark sprinkle squall star steam storm summer sun sunset surf tempest thunder tide
tornado torrent tsunami twilight typhoon vapour volcano vortex wave whirlwind wind winter zephyr
""")

KINDS = (ANIMALS, PLANTS, FOODS, MINERALS, WEATHER)
WORDS = frozenset(word for kind in KINDS for word in kind)

# Plain words that two of the list would make whole.
COMPOUNDS = frozenset(
    listed("""
bullfrog butterbean cornflower dewdrop dogfish earthworm fireball firestone fishcake fruitcake
goldfish horsefly icecream ironstone lionfish moonflower moonlight oatcake pancake peppercorn
pineapple rainstorm rockfish rockrose rosewood saltwater sandstorm sealion snowball snowstorm
starflower steamboat sunbeam sunstone swordfish thunderstorm toadstone wildfire windflower
winterberry woodworm
""")
)
